import { createHash } from "node:crypto";
import { accountLine, entryLine, readLine } from "../../src/audit/lines.ts";
import { chainStart, type Entry, seal } from "../../src/ledger/index.ts";

type Edit = (entry: Entry) => Partial<Entry>;

/** The entries in the lines of a file. */
export const entriesIn = (lines: readonly string[]): readonly Entry[] =>
  lines.flatMap((line) => {
    const read = readLine(line);
    return read?.type === "entry" ? [read.entry] : [];
  });

/**
 * The same file after somebody changed one account who knows how hashes are made, and made all of
 * them again: only what the entries say can give that away, or what others say of them.
 */
export function forged(lines: readonly string[], accountId: string, edit: Edit): readonly string[] {
  let last: Entry | undefined;
  return lines.map((line) => {
    const read = readLine(line);
    if (read?.type === "entry" && read.entry.accountId === accountId) {
      const { hash: _own, ...draft } = { ...read.entry, ...edit(read.entry) };
      last = seal(last?.hash ?? chainStart, draft);
      return entryLine(last);
    }
    return read?.type === "account" && last && read.accountId === accountId
      ? accountLine(last)
      : line;
  });
}

/** A line other than an entry with something else in it, and its own hash made again. */
export function rewritten(line: string, found: string, written: string): string {
  const changed = line.replace(found, written);
  if (changed === line) throw new Error(`There is no ${found} in ${line}`);
  const text = changed.slice(0, changed.lastIndexOf(',"lineHash":'));
  const hash = createHash("sha256").update(text).digest("base64url");
  return `${text},"lineHash":"${hash}"}`;
}

/** The number of the first line that holds this, counted from one. */
export const lineWith = (lines: readonly string[], words: string): number =>
  lines.findIndex((line) => line.includes(words)) + 1;
