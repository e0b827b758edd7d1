import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { WrongUse } from "./cannot-start.ts";

/** Small, so that what was read and let go of stays little. */
const chunkBytes = 65_536;
/** Far longer than any line of an export. */
const longestLine = 67_108_864;

const lineBreak = 10;

/**
 * Hands over the lines of a file one after another, whatever its size. A chunk is cut behind its
 * last line break, so no letter of several bytes is ever cut in two. It tells how far it has read.
 */
export function eachLine(
  path: string,
  look: (line: string) => void,
  progress?: (bytes: number, all: number) => void,
): void {
  const file = open(path);
  let bytes = 0;
  try {
    const all = fstatSync(file).size;
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const size = readSync(file, chunk);
      if (size === 0) break;
      bytes += size;
      progress?.(bytes, all);
      const cut = chunk.lastIndexOf(lineBreak, size - 1) + 1;
      if (cut === 0) {
        rest = Buffer.concat([rest, chunk.subarray(0, size)]);
        if (rest.length > longestLine) throw notAnExport(path);
        continue;
      }
      const text = Buffer.concat([rest, chunk.subarray(0, cut - 1)]).toString("utf8");
      for (const line of text.split("\n")) look(withoutReturn(line));
      rest = Buffer.from(chunk.subarray(cut, size));
    }
    if (rest.length > 0) look(withoutReturn(rest.toString("utf8")));
  } finally {
    closeSync(file);
  }
}

/** Some programs end lines in two letters when they copy a file. */
const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);

function open(path: string): number {
  try {
    // A folder can be opened like a file, and is none.
    if (!statSync(path).isDirectory()) return openSync(path, "r");
  } catch {
    // What stands in the way makes no difference to what there is to do.
  }
  throw new WrongUse(`There is no file ${path} that can be read.`, "Check its name.");
}

const notAnExport = (path: string) =>
  new WrongUse(
    `${path} is not an export: it has no lines.`,
    "Make one with: npm run export -- --hub ID --out FILE",
  );
