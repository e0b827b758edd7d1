import type { Json } from "../support/api.ts";
import { answers, type Plan, plan, type Question } from "./asking.ts";
import { asEverybody, type Column, columns } from "./columns.ts";
import { queryQuestions, thingQuestions } from "./questions.ts";
import { fieldsOf, objectType } from "./schema.ts";
import { countIn, type Found } from "./selections.ts";
import type { Row } from "./table.ts";
import type { AccessTown } from "./town.ts";

/*
 * What everybody reads: everything of each thing in the town, and what each query brings. What is
 * beneath another row has one of its own only where it differs from it.
 */

export type Seen = {
  readonly rows: readonly Row[];
  /** May this column look up this thing by its id? */
  readonly sees: (column: Column, id: string) => boolean;
  /** Under which types each id was told, to anybody. */
  readonly typesOf: ReadonlyMap<string, ReadonlySet<string>>;
};

export async function whatIsRead({ bank, things }: AccessTown): Promise<Seen> {
  const aboutThings = thingQuestions(things);
  const aboutQueries = queryQuestions(things);
  const asking = plan("query", [...aboutThings, ...aboutQueries]);
  const typesOf = new Map<string, Set<string>>();
  const found = await asEverybody((column) => foundBy(bank, { asking, column, typesOf }));
  const counts = (question: Question) => found.map((one) => one.get(question.name) ?? nothing);
  const ids = new Map(
    Object.entries(things).flatMap(([type, named]) =>
      Object.entries(named).map(([name, id]) => [id, `${type} ${name}`] as const),
    ),
  );
  return {
    typesOf,
    rows: [
      ...aboutThings.flatMap((question) => thingRows(question, counts(question))),
      ...aboutQueries.flatMap((question) => queryRows(question, counts(question))),
    ],
    sees: (column, id) => {
      const name = ids.get(id);
      const place = columns.indexOf(column);
      return name !== undefined && (found[place]?.get(name)?.get("") ?? 0) > 0;
    },
  };
}

const nothing: Found = new Map();

async function foundBy(
  bank: AccessTown["bank"],
  {
    asking,
    column,
    typesOf,
  }: {
    readonly asking: Plan;
    readonly column: Column;
    readonly typesOf: Map<string, Set<string>>;
  },
) {
  const told = await answers(bank, bank.send, { asking, column });
  const found = new Map<string, Found>();
  for (const [name, { data, errors }] of told) {
    if (errors.length > 0) throw new Error(`${column.name}, ${name}: ${JSON.stringify(errors)}`);
    found.set(name, countIn(data));
    noteTypes(typesOf, data);
  }
  return found;
}

/** Notes for every thing in an answer that has an id under which type it was told. */
function noteTypes(typesOf: Map<string, Set<string>>, json: Json): void {
  if (typeof json !== "object" || json === null) return;
  if ("id" in json && "__typename" in json) {
    const id = String(json.id);
    typesOf.set(id, (typesOf.get(id) ?? new Set()).add(String(json.__typename)));
  }
  for (const inner of Object.values(json)) noteTypes(typesOf, inner);
}

/** A row for each field of the type, and for what lies beneath it and differs. */
function thingRows({ name }: Question, found: readonly Found[]): readonly Row[] {
  const type = objectType(name.split(" ")[0] ?? "");
  const fields = fieldsOf(type).map((field) => field.name);
  return [...new Set([...fields, ...pathsIn(found)])]
    .toSorted((a, b) => fields.indexOf(topOf(a)) - fields.indexOf(topOf(b)))
    .filter((path) => fields.includes(path) || differs(found, path))
    .map((path) => ({ section: name, field: path, cells: cellsOf(found, path) }));
}

const topOf = (path: string) => path.split(".")[0] ?? "";

/** A row for the query, and for what it brings where it differs. */
function queryRows({ name }: Question, found: readonly Found[]): readonly Row[] {
  const beneath = pathsIn(found).filter((path) => differs(found, path));
  return ["", ...beneath].map((path) => ({
    section: "Queries",
    field: path === "" ? name : `${name}: ${path}`,
    cells: cellsOf(found, path),
  }));
}

const pathsIn = (found: readonly Found[]): readonly string[] =>
  [...new Set(found.flatMap((one) => [...one.keys()]))].filter((path) => path !== "");

function differs(found: readonly Found[], path: string): boolean {
  const above = path.split(".").slice(0, -1).join(".");
  return cellsOf(found, path).join() !== cellsOf(found, above).join();
}

/** "some" where others find more of it: a part of a list, or one of several. */
function cellsOf(found: readonly Found[], path: string): readonly string[] {
  const counts = found.map((one) => one.get(path) ?? 0);
  const most = Math.max(...counts);
  return counts.map((times) => (times === 0 ? "-" : times < most ? "some" : "reads"));
}
