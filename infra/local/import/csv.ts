import { readFileSync } from "node:fs";
import { CsvError, parse } from "csv-parse/sync";
import * as z from "zod";
import { WrongUse } from "../cannot-start.ts";

/** Something in a file that cannot be right, where it stands and in plain words. */
export type Problem = {
  readonly file: string;
  readonly line: number;
  readonly column?: string;
  readonly message: string;
};

/** A row with something in it: its cells by the names of their columns, empty ones left out. */
type CsvRow = { readonly line: number; readonly cells: Readonly<Record<string, string>> };

export type CsvTable = { readonly rows: readonly CsvRow[]; readonly problems: readonly Problem[] };

type Columns = { readonly known: readonly string[]; readonly needed: readonly string[] };

const Records = z.array(
  z.object({
    record: z.array(z.string()),
    info: z.looseObject({ lines: z.int() }),
    raw: z.string(),
  }),
);
type Records = z.output<typeof Records>;

/** Reads a table as spreadsheets write them: with or without a mark in front, whatever ends a line. */
export function readCsv(file: string, columns: Columns): CsvTable {
  const text = textOf(file);
  if (text === undefined) {
    const message = "The file is not in UTF-8. In your spreadsheet, save it as “CSV UTF-8”.";
    return { rows: [], problems: [{ file, line: 1, message }] };
  }
  try {
    const [header, ...records] = recordsIn(text);
    if (!header) {
      const message = `The file is empty. Its first row names the columns: ${columns.needed.join(", ")}.`;
      return { rows: [], problems: [{ file, line: 1, message }] };
    }
    return tableOf(file, { header, records, columns });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(Object(error).lines ?? 1);
    const message =
      'From here on the quotation marks do not fit together. Write "" for one in a cell.';
    return { rows: [], problems: [{ file, line, message }] };
  }
}

function textOf(file: string): string | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new WrongUse(`There is no file ${file} that can be read.`, "Check its name.");
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // Whatever ends a line, between rows and inside of cells, it is one line.
    return text.replaceAll(/\r\n?/g, "\n");
  } catch {
    return undefined;
  }
}

const recordsIn = (text: string): Records =>
  Records.parse(
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      raw: true,
      relax_column_count: true,
      skip_records_with_empty_values: true,
      trim: true,
    }),
  );

/** What stands most often between the names of the columns, outside of quotation marks. */
function delimiterOf(text: string): string {
  const header =
    text
      .replaceAll(/"[^"]*"/g, "")
      .trimStart()
      .split("\n")[0] ?? "";
  const times = (mark: string) => header.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (times(mark) > times(best) ? mark : best));
}

function tableOf(
  file: string,
  its: { readonly header: Records[0]; readonly records: Records; readonly columns: Columns },
): CsvTable {
  const { known, needed } = its.columns;
  const written = its.header.record;
  const names = written.map((one) => known.find((name) => plain(name) === plain(one)));
  const at = { file, line: lineOf(its.header) };
  const problems: Problem[] = written.flatMap((column, place) => {
    const name = names[place];
    if (name === undefined)
      return column === "" ? [] : [{ ...at, column, message: unknown(known) }];
    const isTwice = names.indexOf(name) < place;
    return isTwice ? [{ ...at, column, message: "This column is there twice. Keep one." }] : [];
  });
  for (const column of needed.filter((name) => !names.includes(name))) {
    problems.push({ ...at, column, message: "This column is missing, and every row needs it." });
  }
  const rows = its.records.map((one) => {
    const line = lineOf(one);
    if (one.record.slice(names.length).some(Boolean)) {
      const message = `The row has ${one.record.length} cells, and there are ${names.length} columns. Put a cell with a comma in quotation marks.`;
      problems.push({ file, line, message });
    }
    const filled = names.flatMap((name, place) => {
      const cell = one.record[place];
      return name && cell ? [[name, cell] as const] : [];
    });
    return { line, cells: Object.fromEntries(filled) };
  });
  return { rows, problems };
}

/** Of a row whose cells hold line breaks, the line on which it begins. */
const lineOf = ({ info, raw }: Records[0]): number =>
  info.lines - (raw.trim().match(/\n/g) ?? []).length;

const unknown = (known: readonly string[]) =>
  `This column is not known. Take it out, or give it one of these names: ${known.join(", ")}.`;

/** People write `First name` or `first_name` for `firstName`. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, "");
