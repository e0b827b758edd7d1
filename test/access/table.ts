import { columns } from "./columns.ts";

/** What everybody may do with one field or change. Cells stand in the order of the columns. */
export type Row = {
  /** A type with one thing of it, `Queries` or `Changes`. */
  readonly section: string;
  readonly field: string;
  readonly cells: readonly string[];
};

const intro = `# Who may read and do what

Made by \`npm run matrix\`, which asks the running service as everybody; never edited by hand. A test
compares it with what the service does, so any change of it has to be read and accepted here.

| cell | says |
|---|---|
| reads | they get it |
| some | they get a part of what others get |
| - | for them it is not there; the answer is the same as for what does not exist |
| does | it would be done for them |
| SIGN_IN_REQUIRED, NOT_FOUND, FORBIDDEN | they may not |
| another code | they may, and something else stands in the way in this town |

Everything asked about lies in one hub, BRA, unless it says so. Where a column has a star, the same role
is held in another hub or area, so to them all this is somebody else's. A row holds all fields that the
same people read. What lies beneath a field (\`guardians.evidenceNote\`) is read by who reads the field,
unless it has a row of its own. A field that nobody reads holds nothing in this town.
`;

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** The whole table, as text for people. */
export function render(rows: readonly Row[]): string {
  const who = [
    line(["who asks", "is"]),
    line(["---", "---"]),
    ...columns.map(({ name, means }) => line([name, means])),
  ];
  const sections = [...new Set(rows.map(({ section }) => section))];
  const tables = sections.flatMap((section) => [
    "",
    `## ${section}`,
    "",
    line(["", ...columns.map(({ name }) => name)]),
    line(["---", ...columns.map(() => "---")]),
    ...together(rows.filter((row) => row.section === section)),
  ]);
  return [intro, ...who, ...tables, ""].join("\n");
}

/** One line for all fields of a section with the same cells, in the order of the first of them. */
function together(rows: readonly Row[]): readonly string[] {
  const fields = new Map<string, string[]>();
  for (const { field, cells } of rows) {
    const end = cells.join(" | ");
    fields.set(end, [...(fields.get(end) ?? []), field]);
  }
  return [...fields].map(([end, names]) => line([names.join(", "), end]));
}

type Cells = ReadonlyMap<string, string>;

/** Each cell of a rendered table by its section, field and column. */
export function cellsOf(text: string): Cells {
  const cells = new Map<string, string>();
  let section = "";
  let heads: readonly string[] = [];
  for (const row of text.split("\n")) {
    if (row.startsWith("## ")) section = row.slice(3);
    if (section === "" || !row.startsWith("| ")) continue;
    const [first = "", ...rest] = row.slice(2, -2).split(" | ");
    if (first === "") heads = rest;
    if (first === "" || first === "---") continue;
    for (const field of first.split(", ")) {
      rest.forEach((cell, place) => {
        cells.set(`${section}, ${field}, ${heads[place]}`, cell);
      });
    }
  }
  return cells;
}

/** What is different now, a sentence for each cell. */
export function differences(kept: Cells, now: Cells): readonly string[] {
  const names = [...new Set([...kept.keys(), ...now.keys()])];
  return names
    .filter((name) => kept.get(name) !== now.get(name))
    .map((name) => `${name}: was ${kept.get(name) ?? "not there"}, is ${now.get(name) ?? "gone"}`);
}
