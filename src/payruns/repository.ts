import { derivedId, invariant, type PageWalk, type Row } from "../kernel/index.ts";
import { actKey, type Journal, packJournal } from "../ledger/index.ts";
import {
  byTime,
  create,
  type Item,
  type Key,
  replace,
  rowsOf,
  type Table,
  type Write,
} from "../table/index.ts";
import { type Part, type PayRow, PayRun, type Refusals, RowCode } from "./model.ts";

const runsOf = (organisationId: string) => `PAYRUNS#${organisationId}`;

/** All runs under way, whatever their hub: there are few, and the clock asks every minute. */
const running = "PAYRUNS_RUNNING";

export const runKey = (id: string): Key => ({ pk: id, sk: "PAYRUN" });

const partPrefix = "PART#";
const partKey = (runId: string, number: number): Key => ({
  pk: runId,
  sk: `${partPrefix}${String(number).padStart(4, "0")}`,
});

/** More than any run has parts. */
const manyParts = 1000;

function itemOf(run: PayRun): Item & { readonly version: number } {
  const { id, ...fields } = run;
  const list = { i1pk: runsOf(run.organisationId), i1sk: byTime(run.createdAt, id) };
  const agenda =
    run.status === "RUNNING" && run.startedAt !== undefined
      ? { i4pk: running, i4sk: byTime(run.startedAt, id) }
      : {};
  return { ...runKey(id), ...fields, ...list, ...agenda };
}

const readRun = (item: Item): PayRun => PayRun.parse({ ...item, id: item.pk });

export async function findRun(table: Table, id: string): Promise<PayRun | undefined> {
  const item = await table.get(runKey(id));
  return item && readRun(item);
}

export const createRun = (run: PayRun): Write => create(itemOf(run));
export const saveRun = (run: PayRun): Write => replace(itemOf(run));

/** An organisation's runs, newest first. */
export const runsForOrganisation = (
  table: Table,
  organisationId: string,
  walk: PageWalk,
): Promise<readonly Row<PayRun>[]> =>
  rowsOf(
    table,
    { ...walk, backwards: !walk.backwards, index: "i1", pk: runsOf(organisationId) },
    readRun,
  );

/** The runs under way, the one that was started first in front, some at a time. */
export async function* runsUnderWay(
  table: Table,
  limit: number,
): AsyncGenerator<readonly string[]> {
  let after: string | undefined;
  for (;;) {
    const place = after === undefined ? {} : { after };
    const lines = await table.walkIndex({ index: "i4", pk: running, limit, ...place });
    yield lines.map(({ pk }) => pk);
    if (lines.length < limit) return;
    after = lines.at(-1)?.indexSk;
  }
}

/** A row is kept as the body of the member's id and the minutes, so that 96 fit into 3 KB. */
const bodyLength = 26;
const packRow = ({ memberId, minutes }: PayRow): string => `${memberId.slice(4)}${minutes}`;
const unpackRow = (packed: string): PayRow => ({
  memberId: `mem_${packed.slice(0, bodyLength)}`,
  minutes: Number(packed.slice(bodyLength)),
});

const packRefusals = (refusals: Refusals): readonly string[] =>
  [...refusals].map(([place, code]) => `${place} ${code}`);

function unpackRefusals(packed: Item[string]): Refusals {
  if (!Array.isArray(packed)) return new Map();
  return new Map(
    packed.map((line) => {
      const [place, code] = String(line).split(" ");
      return [Number(place), RowCode.parse(code)];
    }),
  );
}

/** Leaves out what there is none of. */
const refusedIn = (name: string, refusals: Refusals) =>
  refusals.size === 0 ? {} : { [name]: packRefusals(refusals) };

/** Puts a part in its place: a new one has version 0. */
export function savePart(runId: string, part: Part): Write {
  const item = {
    ...partKey(runId, part.number),
    rows: part.rows.map(packRow).join(" "),
    ...refusedIn("wouldRefuse", part.wouldRefuse),
    version: part.version + 1,
  };
  return part.version === 0 ? create(item) : replace(item);
}

function partOf(item: Item): Part {
  const { sk, rows, version, wouldRefuse } = item;
  invariant(typeof rows === "string" && typeof version === "number", "a part has rows");
  return {
    number: Number(sk.slice(partPrefix.length)),
    version,
    rows: rows === "" ? [] : rows.split(" ").map(unpackRow),
    wouldRefuse: unpackRefusals(wouldRefuse),
  };
}

/** All parts of a run in their order, up to 80 read units. */
export async function partsOf(table: Table, runId: string): Promise<readonly Part[]> {
  const items = await table.walk({
    pk: runId,
    from: partPrefix,
    to: `${partPrefix}~`,
    limit: manyParts,
  });
  return items.map(partOf);
}

/** Parts by their numbers, read together. */
export async function findParts(
  table: Table,
  runId: string,
  numbers: readonly number[],
): Promise<readonly Part[]> {
  const items = await Promise.all(numbers.map((number) => table.get(partKey(runId, number))));
  return items.map((item) => {
    invariant(item, "a run has all of its parts");
    return partOf(item);
  });
}

/** The act of one part, always the same: it can be created once, so nobody is paid twice. */
export const actIdOf = (runId: string, number: number): string =>
  derivedId("prt", runId, String(number));

export const createAct = (
  { run, part }: { readonly run: PayRun; readonly part: Part },
  done: { readonly refused: Refusals; readonly journal?: Journal | undefined },
): Write => {
  const id = actIdOf(run.id, part.number);
  return create({
    ...actKey(id),
    ...{ id, payRunId: run.id, part: part.number, version: 1 },
    ...refusedIn("refused", done.refused),
    ...(done.journal ? { journal: packJournal(done.journal) } : {}),
  });
};

/** Who was refused in parts that were worked through. */
export async function refusedInParts(
  table: Table,
  runId: string,
  numbers: readonly number[],
): Promise<readonly Refusals[]> {
  const ids = numbers.map((number) => actIdOf(runId, number));
  const items = await Promise.all(ids.map((id) => table.get(actKey(id))));
  return items.map((item) => {
    invariant(item, "a part that was worked through has its act");
    return unpackRefusals(item["refused"]);
  });
}
