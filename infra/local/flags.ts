import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { CannotStart } from "./cannot-start.ts";

/** Reads the words of a command line, or says in a sentence which one it does not know. */
export function readFlags<const Flags extends ParseArgsOptionsConfig>(
  words: readonly string[],
  flags: Flags,
  command: string,
) {
  try {
    return parseArgs({ args: [...words], options: flags, strict: true }).values;
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : "").split(". ");
    throw new CannotStart(`${sentence}.`, `See what there is with: ${command} -- --help`);
  }
}

/** A flag that takes a whole number within bounds, or the usual one when it is left out. */
export function wholeNumber(
  name: string,
  word: string | undefined,
  bounds: { readonly usual: number; readonly least: number; readonly most: number },
): number {
  if (word === undefined) return bounds.usual;
  const number = Number(word);
  if (/^\d+$/.test(word) && number >= bounds.least && number <= bounds.most) return number;
  throw new CannotStart(
    `--${name} cannot be "${word}".`,
    `Give a whole number from ${bounds.least} to ${bounds.most}.`,
  );
}
