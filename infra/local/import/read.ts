import type * as z from "zod";
import { type Problem, readCsv } from "./csv.ts";
import type { ImportOptions } from "./options.ts";
import {
  columnsOf,
  type HoursRow,
  type ListingRow,
  type MemberRow,
  neededOf,
  tables,
} from "./tables.ts";

/** A row that reads well, and where it stands. */
export type Read<Row> = { readonly file: string; readonly line: number; readonly row: Row };

export type Everything = {
  readonly members: readonly Read<MemberRow>[];
  readonly listings: readonly Read<ListingRow>[];
  readonly hours: readonly Read<HoursRow>[];
  /** The refs of all members in the file, those on bad rows too. */
  readonly refs: ReadonlySet<string>;
};

/** Reads all files. Every bad cell is a problem, and its row is looked at no further. */
export function readAll(files: ImportOptions["files"]): {
  readonly all: Everything;
  readonly problems: readonly Problem[];
} {
  const members = readOne(files.members, tables.members);
  const listings = readOne(files.listings, tables.listings);
  const hours = readOne(files.hours, tables.hours);
  const all = {
    members: members.rows,
    listings: listings.rows,
    hours: hours.rows,
    refs: members.refs,
  };
  return { all, problems: [members, listings, hours].flatMap(({ problems }) => problems) };
}

function readOne<Row>(
  file: string | undefined,
  table: z.ZodType<Row> & { readonly shape: Readonly<Record<string, z.ZodType>> },
) {
  if (file === undefined) return { rows: [], problems: [], refs: new Set<string>() };
  const read = readCsv(file, { known: columnsOf(table), needed: neededOf(table) });
  const problems = [...read.problems];
  // Of a column that is missing its header tells once, and not each row again.
  const missing = new Set(read.problems.map(({ column }) => column));
  const firstLines = new Map<string, number>();
  const rows = read.rows.flatMap(({ line, cells }) => {
    const before = cells["ref"] === undefined ? undefined : firstLines.get(cells["ref"]);
    if (before !== undefined) {
      problems.push({ file, line, column: "ref", message: twice(cells["ref"], before) });
    } else if (cells["ref"] !== undefined) firstLines.set(cells["ref"], line);
    const parsed = table.safeParse(cells);
    if (parsed.success) return [{ file, line, row: parsed.data }];
    for (const { path, message } of parsed.error.issues) {
      const column = String(path[0]);
      const isTold = missing.has(column) && cells[column] === undefined;
      if (!isTold) problems.push({ file, line, column, message });
    }
    return [];
  });
  return { rows, problems, refs: new Set(firstLines.keys()) };
}

const twice = (ref: string | undefined, line: number) =>
  `“${ref}” stands on line ${line} already. Each row needs a ref of its own.`;

/** The order in which hours are written: as they were lived. */
export const byDay = (one: Read<HoursRow>, other: Read<HoursRow>): number =>
  one.row.happenedOn.localeCompare(other.row.happenedOn) || one.line - other.line;
