import { invariant } from "../../kernel/index.ts";
import { Busy } from "../busy.ts";
import { dynamodbTable } from "../dynamodb.ts";
import { create, type Item, type Key, replace, type Table } from "../table.ts";
import type { TableOptions } from "../usage.ts";
import { type Segment, scanPage } from "./scan.ts";

/**
 * A change of how things of one kind are stored.
 *
 * `change` is pure and looks at one item: it answers with the item as it is to be, or undefined
 * when there is nothing to do. Given what it answered, it must answer undefined: that is what lets
 * it be done twice. Keys and `version` are not its own to change, and an item without a `version`,
 * such as a ledger entry, is never changed at all: what is read of those is read in every shape.
 */
export type Upgrade = {
  /** Names it for ever, and never means another one: `2027-03-note-split`. */
  readonly name: string;
  readonly change: (item: Item) => Item | undefined;
};

export type Progress = {
  readonly name: string;
  readonly looked: number;
  /** Changed, or to be changed when it is only a rehearsal. */
  readonly changed: number;
  readonly segmentsDone: number;
  readonly segments: number;
};

type Run = {
  readonly options: TableOptions;
  readonly upgrade: Upgrade;
  readonly isDryRun: boolean;
  readonly tell: (progress: Progress) => void;
};

const rowsAtOnce = 50;
const mostTries = 8;

/**
 * Walks through the whole table and changes what is to be changed, in several parts side by side.
 *
 * How far each part has come is kept in the table itself after every page, so it goes on where it
 * was when it is started again, from anywhere. Each item is replaced at the version it was read
 * at: who is at work meanwhile wins or reads anew, and two runs at once do no harm. A rehearsal
 * writes nothing, and when it counts none, the old shape is gone.
 */
export async function runUpgrade(
  run: Run,
  { segments = 4 }: { readonly segments?: number } = {},
): Promise<Progress> {
  const table = dynamodbTable(run.options);
  const of = run.isDryRun ? segments : await segmentsOf(table, run.upgrade, segments);
  const tallies: Tally[] = Array.from({ length: of }, () => nothingYet);
  const total = (): Progress => ({
    name: run.upgrade.name,
    looked: tallies.reduce((sum, { looked }) => sum + looked, 0),
    changed: tallies.reduce((sum, { changed }) => sum + changed, 0),
    segmentsDone: tallies.filter(({ isDone }) => isDone).length,
    segments: of,
  });
  await Promise.all(
    tallies.map((_, number) =>
      walk({ ...run, table, segment: { number, of } }, (tally) => {
        tallies[number] = tally;
        run.tell(total());
      }),
    ),
  );
  return total();
}

/** How far one part has come. */
type Tally = {
  readonly looked: number;
  readonly changed: number;
  readonly isDone: boolean;
  readonly after?: Key;
};
const nothingYet: Tally = { looked: 0, changed: 0, isDone: false };

type Walk = Run & { readonly table: Table; readonly segment: Segment };

async function walk(work: Walk, tell: (tally: Tally) => void): Promise<void> {
  let kept = work.isDryRun ? undefined : await work.table.get(placeOf(work));
  let tally = tallyIn(kept);
  while (!tally.isDone) {
    const { items, after } = await patiently(() =>
      scanPage(work.options, work.segment, { after: tally.after, limit: rowsAtOnce }),
    );
    const changes = await Promise.all(items.map((item) => changeOne(work, item)));
    tally = {
      looked: tally.looked + items.length,
      changed: tally.changed + changes.filter(Boolean).length,
      isDone: after === undefined,
      ...(after ? { after } : {}),
    };
    if (!work.isDryRun) kept = await keep(work, tally, kept);
    tell(tally);
  }
  tell(tally);
}

/** Does this item need it, and is it done? An item that changed meanwhile is looked at again. */
async function changeOne({ table, upgrade, isDryRun }: Walk, found: Item): Promise<boolean> {
  const key = { pk: found.pk, sk: found.sk };
  let item: Item | undefined = found;
  for (let tried = 0; tried < mostTries; tried++) {
    const made = item && changed(upgrade, item);
    if (!made) return false;
    if (isDryRun) return true;
    const write = replace({ ...made, ...key });
    if ((await patiently(() => table.commit([write]))) === "COMMITTED") return true;
    item = await patiently(() => table.get(key));
  }
  throw new Busy("an item is changed all the time");
}

/** The item as it is to be, at its next version; undefined where nothing is to be done. */
function changed(upgrade: Upgrade, item: Item): (Item & { readonly version: number }) | undefined {
  const { version } = item;
  const made = typeof version === "number" ? upgrade.change(item) : undefined;
  if (!made) return undefined;
  invariant(!upgrade.change(made), "an upgrade finds nothing to do in what it made");
  return { ...made, version: Number(version) + 1 };
}

/** The engine asks for patience now and then, and nobody is waiting for an answer here. */
async function patiently<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let tried = 0; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Busy) || tried === mostTries) throw error;
      await new Promise((done) => setTimeout(done, 50 * 2 ** tried * Math.random()));
    }
  }
}

const headOf = ({ name }: Upgrade): Key => ({ pk: `UPGRADE#${name}`, sk: "HEAD" });

const placeOf = ({ upgrade, segment }: Walk): Key => ({
  pk: `UPGRADE#${upgrade.name}`,
  sk: `SEGMENT#${String(segment.number).padStart(3, "0")}`,
});

/** Into how many parts the table was cut when this began: a place in a part is of use in no other. */
async function segmentsOf(table: Table, upgrade: Upgrade, wished: number): Promise<number> {
  const head = headOf(upgrade);
  await table.commit([create({ ...head, version: 1, segments: wished })]);
  return Number((await table.get(head))?.["segments"] ?? wished);
}

/** Notes how far this part is. Another run may have noted something: then theirs stands. */
async function keep(work: Walk, tally: Tally, kept: Item | undefined): Promise<Item | undefined> {
  const { after, ...counts } = tally;
  const item = { ...placeOf(work), ...counts, ...(after ? { after } : {}) };
  const version = Number(kept?.["version"] ?? 0) + 1;
  const write = kept ? replace({ ...item, version }) : create({ ...item, version });
  const outcome = await patiently(() => work.table.commit([write]));
  return outcome === "COMMITTED" ? { ...item, version } : work.table.get(placeOf(work));
}

function tallyIn(kept: Item | undefined): Tally {
  if (!kept) return nothingYet;
  const { pk, sk } = Object(kept["after"]);
  return {
    looked: Number(kept["looked"]),
    changed: Number(kept["changed"]),
    isDone: kept["isDone"] === true,
    ...(typeof pk === "string" ? { after: { pk, sk: String(sk) } } : {}),
  };
}
