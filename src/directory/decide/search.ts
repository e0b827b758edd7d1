import type { Channel } from "../../kernel/index.ts";
import { channelLetter, fold, type Line } from "../model/index.ts";

const mostWords = 8;

/** What every listing on the page has to fit. */
export type Filter = {
  readonly words: readonly string[];
  readonly slug?: string;
  readonly channel?: string;
};

/** Undefined when there are too many words to look for. */
export function filterOf(wish: {
  readonly words: string;
  readonly slug: string | undefined;
  readonly channel: Channel | undefined;
}): Filter | undefined {
  const words = fold(wish.words);
  if (words.length > mostWords) return undefined;
  return {
    words,
    ...(wish.slug === undefined ? {} : { slug: wish.slug }),
    ...(wish.channel === undefined ? {} : { channel: channelLetter(wish.channel) }),
  };
}

/** In the category or under it, reachable that way, and every word begins one of its words. */
export const fits = (line: Line, { words, slug, channel }: Filter): boolean =>
  (slug === undefined || line.path.includes(slug)) &&
  (channel === undefined || line.channels.includes(channel)) &&
  words.every((word) => line.words.some((held) => held.startsWith(word)));
