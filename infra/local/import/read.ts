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

type Table<Row> = z.ZodType<Row> & { readonly shape: Readonly<Record<string, z.ZodType>> };

function readOne<Row>(file: string | undefined, table: Table<Row>) {
  if (file === undefined) return { rows: [], problems: [], refs: new Set<string>() };
  const read = readCsv(file, { known: columnsOf(table), needed: neededOf(table) });
  const problems = [...read.problems];
  // Of a column that is missing its header tells once, and not each row again.
  const missing = new Set(read.problems.map(({ column }) => column));
  const firstLines = new Map<string, number>();
  const rows = read.rows.flatMap(({ line, cells }) => {
    const { ref } = cells;
    const before = ref === undefined ? undefined : firstLines.get(ref);
    if (before !== undefined) {
      problems.push({ file, line, column: "ref", message: twice(ref, before) });
    } else if (ref !== undefined) firstLines.set(ref, line);
    const parsed = table.safeParse(cells);
    const bad = badCells(cells, parsed.error);
    for (const [column, message] of bad) {
      const isTold = missing.has(column) && cells[column] === undefined;
      if (!isTold) problems.push({ file, line, column, message });
    }
    return parsed.success && bad.length === 0 ? [{ file, line, row: parsed.data }] : [];
  });
  return { rows, problems, refs: new Set(firstLines.keys()) };
}

/** What is wrong with a row's cells, by their columns. A formula is told as that, and nothing else. */
function badCells(cells: Readonly<Record<string, string>>, error: z.ZodError | undefined) {
  const formulas = Object.entries(cells).filter(([, cell]) => unreckoned.test(cell));
  const others = (error?.issues ?? []).map(
    ({ path, message }) => [String(path[0]), message] as const,
  );
  const names = new Set(formulas.map(([column]) => column));
  return [
    ...formulas.map(([column, cell]) => [column, notReckoned(cell)] as const),
    ...others.filter(([column]) => !names.has(column)),
  ];
}

/** What a spreadsheet writes where it was to reckon: the formula itself, or that it could not. */
const unreckoned = /^(?:=|#(?:REF!|NAME\?|VALUE!|N\/A|DIV\/0!|NUM!|NULL!|####))/;

const notReckoned = (cell: string) =>
  `“${cell}” is a formula, or what is left of one. Write what it comes to; and words that begin with = in another way.`;

const twice = (ref: string | undefined, line: number) =>
  `“${ref}” stands on line ${line} already. Each row needs a ref of its own.`;

/** The order in which hours are written: as they were lived. */
export const byDay = (one: Read<HoursRow>, other: Read<HoursRow>): number =>
  one.row.happenedOn.localeCompare(other.row.happenedOn) || one.line - other.line;
