import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { WrongUse } from "./cannot-start.ts";

/** Reads the words of a command line, or says in a sentence which one it does not know. */
export function readFlags<const Flags extends ParseArgsOptionsConfig>(
  words: readonly string[],
  flags: Flags,
  command: string,
) {
  return readWords(words, { flags, command, files: false }).values;
}

/** The same for a command that is also told files, by their names alone. */
export const readFlagsAndFiles = <const Flags extends ParseArgsOptionsConfig>(
  words: readonly string[],
  flags: Flags,
  command: string,
) => readWords(words, { flags, command, files: true });

function readWords<const Flags extends ParseArgsOptionsConfig>(
  words: readonly string[],
  wish: { readonly flags: Flags; readonly command: string; readonly files: boolean },
) {
  try {
    return parseArgs({
      ...{ args: withNumbers(words), options: wish.flags, strict: true },
      allowPositionals: wish.files,
    });
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : "").split(". ");
    throw new WrongUse(`${sentence}.`, `See what there is with: ${wish.command} -- --help`);
  }
}

/** A number below zero is the word of the flag before it, and no flag itself: so it can be answered. */
const withNumbers = (words: readonly string[]): string[] => {
  const isBelowZero = (place: number) =>
    /^-\d/.test(words[place] ?? "") && words[place - 1]?.startsWith("--") === true;
  return words.flatMap((word, place) => {
    if (isBelowZero(place)) return [];
    return isBelowZero(place + 1) ? [`${word}=${words[place + 1]}`] : [word];
  });
};

/** A flag that takes a whole number within bounds, or the usual one when it is left out. */
export function wholeNumber(
  name: string,
  word: string | undefined,
  bounds: { readonly usual: number; readonly least: number; readonly most: number },
): number {
  if (word === undefined) return bounds.usual;
  const number = Number(word);
  if (/^\d+$/.test(word) && number >= bounds.least && number <= bounds.most) return number;
  throw new WrongUse(
    `--${name} cannot be "${word}".`,
    `Give a whole number from ${bounds.least} to ${bounds.most}.`,
  );
}

/** A token, or the persona of a bank on this machine to ask for one. */
export type Identity = { readonly token: string } | { readonly persona: string };

/** The flags of every command that asks a service as somebody. */
export const callerFlags = {
  as: { type: "string" },
  token: { type: "string" },
  url: { type: "string" },
} as const;

export const callerUsage = `  --as PERSONA    be this persona of a bank on this machine
  --token TOKEN   be whoever this token says; COREHOURS_TOKEN in the environment does too
  --url URL       the service or its API (http://localhost:4000/graphql)`;

type CallerWords = { readonly [flag in keyof typeof callerFlags]?: string | undefined };

/** Who asks, and which service. */
export type Caller = { readonly url: string; readonly identity: Identity };

export const callerIn = (words: CallerWords): Caller => ({
  url: apiAt(words.url ?? "http://localhost:4000"),
  identity: identityIn(words),
});

function identityIn({ as, token }: CallerWords): Identity {
  if (as !== undefined) return { persona: as };
  const said = token ?? process.env["COREHOURS_TOKEN"];
  if (said) return { token: said };
  throw lacks("name", "Say who you are: --as PERSONA on this machine, or --token TOKEN");
}

/** A service named by its place alone has its API where all of them have it. */
function apiAt(words: string): string {
  const url = URL.canParse(words) ? new URL(words) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new WrongUse(
      `${words} is not the address of a service.`,
      "Write it with http:// or https:// in front, as in --url http://localhost:4000/graphql",
    );
  }
  if (url.pathname === "/") url.pathname = "/graphql";
  return url.href;
}

export function hubIn(hub: string | undefined): string {
  if (hub) return hub;
  throw lacks("hub", "Name it: --hub ID. You find it with { me { roles { hub { id name } } } }.");
}

export const lacks = (what: string, wayOn: string) => new WrongUse(`No ${what} was given.`, wayOn);
