import { addMinutes } from "../../kernel/index.ts";
import { accountIdsOf } from "../../ledger/index.ts";
import type { Hub } from "../../membership/index.ts";
import { remove, type Table, type Write } from "../../table/index.ts";
import { definitionVersion, type Place, type State } from "../model.ts";
import { bucketItems, cursorKeyOf, findState, saveState } from "../repository.ts";
import { count, mostAccounts } from "./counting.ts";

type Turn = { readonly table: Table; readonly now: string; readonly hubs: readonly Hub[] };

/** How long a turn goes on. Each does at least one step. */
const usualMillis = 20_000;

/**
 * Nothing that began before a job did lasts longer than a minute. What begins later knows of the
 * job, so between the two no entry is missed and nothing is written into what is taken away.
 */
const graceMinutes = 2;

export type RecountTally = { readonly steps: number; readonly entries: number };

/**
 * Counts everything anew where that is wanted or the definitions changed: into a generation of its
 * own, account by account, while every new entry is counted in both; then the new one takes the
 * old one's place in one write, and the old one is taken away. Each step notes how far it came on
 * the version it read, so a turn can end anywhere, and two at once do no harm.
 */
export async function goOnCounting(turn: Turn, millis = usualMillis): Promise<RecountTally> {
  const until = performance.now() + millis;
  const hubs = turn.hubs.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  let [steps, entries] = [0, 0];
  do {
    const done = await step(turn, hubs, await findState(turn.table));
    if (done === undefined) break;
    steps += 1;
    entries += done;
  } while (performance.now() < until);
  return { steps, entries };
}

/** Asks for everything to be counted anew. A recount that is under way begins again. */
export async function wantRecount(table: Table): Promise<void> {
  const state = await findState(table);
  const next = { ...state, isRecountWanted: true, version: state.version + 1 };
  if ((await table.commit([saveState(next)])) !== "COMMITTED") return wantRecount(table);
}

/** One step: how many entries it counted, or nothing when there is nothing to do. */
async function step(turn: Turn, hubs: readonly Hub[], state: State): Promise<number | undefined> {
  if (state.dropping) return drop(turn, hubs, { ...state, dropping: state.dropping });
  if (state.building) return build(turn, hubs, { ...state, building: state.building });
  if (state.version > 0 && state.definition === definitionVersion && !state.isRecountWanted) {
    return undefined;
  }
  const { isRecountWanted: _wanted, ...kept } = state;
  const isNeeded = state.definition !== definitionVersion || state.isRecountWanted === true;
  const begun = {
    ...{ generation: state.live + 1, definition: definitionVersion, since: turn.now, at: {} },
  };
  return save(turn, { ...kept, ...(isNeeded ? { building: begun } : {}) });
}

type Building = State & { readonly building: NonNullable<State["building"]> };

async function build(
  turn: Turn,
  hubs: readonly Hub[],
  state: Building,
): Promise<number | undefined> {
  const { building, ...kept } = state;
  if (turn.now < addMinutes(building.since, graceMinutes)) return undefined;
  if (building.definition !== definitionVersion) return giveUp(turn, state);
  const hub = hubAt(hubs, building.at);
  if (!hub) {
    // Whoever reads sees the old counters before this write and the new ones after it.
    const dropping = { generation: state.live, since: turn.now, at: {} };
    const { generation: live, definition } = building;
    return save(turn, { ...kept, live, definition, dropping });
  }
  const page = await accountPage(turn.table, hub.id, building.at);
  const hints = page.map(({ id }) => ({ accountId: id, entries: [] }));
  const { entries } = await count(turn.table, building.generation, hints);
  await save(turn, { ...state, building: { ...building, at: placeAfter(hub.id, page) } });
  return entries;
}

/** The definitions changed again meanwhile: what was begun is taken away, and then begun anew. */
function giveUp(turn: Turn, { building, ...kept }: Building): Promise<number> {
  const { generation } = building;
  return save(turn, { ...kept, dropping: { generation, since: turn.now, at: {} } });
}

type Dropping = State & { readonly dropping: NonNullable<State["dropping"]> };

async function drop(
  turn: Turn,
  hubs: readonly Hub[],
  state: Dropping,
): Promise<number | undefined> {
  const { dropping, ...kept } = state;
  if (turn.now < addMinutes(dropping.since, graceMinutes)) return undefined;
  const hub = hubAt(hubs, dropping.at);
  if (!hub) return save(turn, kept);
  const page = await accountPage(turn.table, hub.id, dropping.at);
  const gone = await removing(turn.table, dropping.generation, { hub, page });
  const at = gone.isWhole ? placeAfter(hub.id, page) : dropping.at;
  const next = { ...state, dropping: { ...dropping, at }, version: state.version + 1 };
  await turn.table.commit([...gone.writes, saveState(next)]);
  return 0;
}

/** What is to be taken away of some accounts, and of their hub's and areas' counters after them. */
async function removing(
  table: Table,
  generation: number,
  { hub, page }: { readonly hub: Hub; readonly page: readonly { readonly id: string }[] },
): Promise<{ readonly writes: readonly Write[]; readonly isWhole: boolean }> {
  const keys = page.map(({ id }) => cursorKeyOf(generation, id));
  const cursors = (await Promise.all(keys.map((key) => table.get(key)))).flatMap((item) =>
    item ? [item] : [],
  );
  if (page.length === mostAccounts) return { writes: cursors.map(removal), isWhole: true };
  for (const placeId of [hub.id, ...hub.areaPath]) {
    const items = await bucketItems(table, generation, placeId);
    // The same accounts come again until the counters of all these places are gone.
    if (items.length > 0) return { writes: items.map(removal), isWhole: false };
  }
  return { writes: cursors.map(removal), isWhole: true };
}

const removal = (item: { readonly pk: string; readonly sk: string; readonly version?: unknown }) =>
  remove({ pk: item.pk, sk: item.sk }, Number(item.version));

async function save({ table }: Turn, state: Omit<State, "version"> & { version: number }) {
  await table.commit([saveState({ ...state, version: state.version + 1 })]);
  return 0;
}

/** The hub to go on with: the one that was begun, or the next by id. */
const hubAt = (hubs: readonly Hub[], { hubId, after }: Place): Hub | undefined =>
  hubs.find(({ id }) =>
    hubId === undefined ? true : after === undefined ? id > hubId : id >= hubId,
  );

const accountPage = (table: Table, hubId: string, at: Place) =>
  accountIdsOf(table, hubId, {
    backwards: false,
    limit: mostAccounts,
    ...(at.after !== undefined && at.hubId === hubId ? { after: at.after } : {}),
  });

/** Where to go on after a page: in the same hub if there may be more of it. */
function placeAfter(hubId: string, page: readonly { readonly place: string }[]): Place {
  const last = page.length === mostAccounts ? page.at(-1) : undefined;
  return last ? { hubId, after: last.place } : { hubId };
}
