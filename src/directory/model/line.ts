import type { Channel } from "../../kernel/index.ts";
import type { Listing } from "./listing.ts";

/*
 * A published listing's index line: `<publishedAt>#<id6>|<category path>|<channels>|<words>`.
 * It carries what a search filters on, so a search reads keys alone and fetches only what fits.
 */

/** DynamoDB allows 1,024 bytes in a sort key. */
const mostBytes = 900;

const letters: { readonly [channel in Channel]: string } = {
  IN_PERSON: "I",
  PHONE: "P",
  ONLINE: "O",
};

export type Line = {
  /** Where it stands among all listings, newest last. */
  readonly place: string;
  readonly path: readonly string[];
  readonly channels: string;
  readonly words: readonly string[];
};

/** Lower case and without accents, so `Café` is found by `cafe`. Other scripts stay whole. */
export function fold(text: string): readonly string[] {
  const plain = text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase();
  return [...new Set(plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== ""))];
}

export const channelLetter = (channel: Channel): string => letters[channel];

/** Words that do not fit any more are left out; those of the title come first. */
export function lineOf(
  listing: Pick<
    Listing,
    "id" | "publishedAt" | "categoryPath" | "channels" | "title" | "description"
  >,
): string {
  const place = `${listing.publishedAt ?? ""}#${listing.id.slice(4, 10)}`;
  const channels = listing.channels.map(channelLetter).join("");
  const head = `${place}|${listing.categoryPath.join("/")}|${channels}|`;
  const encoder = new TextEncoder();
  let room = mostBytes - encoder.encode(head).length;
  const fitting: string[] = [];
  for (const word of fold(`${listing.title} ${listing.description}`)) {
    room -= encoder.encode(word).length + 1;
    if (room < 0) break;
    fitting.push(word);
  }
  return head + fitting.join(" ");
}

export function readLine(line: string): Line {
  const [place = "", path = "", channels = "", words = ""] = line.split("|");
  return { place, path: path.split("/"), channels, words: words.split(" ") };
}
