import fc from "fast-check";
import { nothing, together } from "../../src/insight/decide/index.ts";
import type { Addition } from "../../src/insight/model.ts";
import { bucketsOf, findState } from "../../src/insight/repository.ts";
import { isRefusal, newId } from "../../src/kernel/index.ts";
import {
  type AccountRef,
  accountOf,
  entryIn,
  issuanceOf,
  type JournalKind,
  planPosting,
  potOf,
} from "../../src/ledger/index.ts";
import type { Change, Item, Table } from "../../src/table/index.ts";
import { make } from "../exchanges/town.ts";
import { type TestBank, testBank } from "../support/api.ts";
import { type Entry, monthsOf, numbersOf, withoutNoughts } from "./reference.ts";

/** Two hubs of one county, a third of another, with accounts that credits move between. */
export type Books = {
  readonly bank: TestBank;
  readonly hubIds: readonly string[];
  /** Every place, with the hubs that lie in it. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  readonly accounts: readonly AccountRef[];
};

const area = (
  bank: TestBank,
  kind: string,
  [name, code, parentId]: readonly (string | undefined)[],
) =>
  make(bank, "steward", [
    "createArea",
    "area",
    { kind, name, code, ...(parentId ? { parentId } : {}) },
  ]);

export async function someBooks(): Promise<Books> {
  const bank = await testBank();
  const nation = await area(bank, "NATION", ["England", "E92000001"]);
  const county = await area(bank, "LOCAL_AUTHORITY", ["Marlshire", "E10999999", nation]);
  const other = await area(bank, "LOCAL_AUTHORITY", ["Farshire", "E10000001", nation]);
  const hub = (areaId: string, code: string) =>
    make(bank, "steward", ["createHub", "hub", { areaId, name: `Hub ${code}`, code }]);
  const hubIds = [await hub(county, "AAA"), await hub(county, "BBB"), await hub(other, "CCC")];
  const [a = "", b = "", c = ""] = hubIds;
  const inHubs = new Map([
    [a, [a]],
    [b, [b]],
    [c, [c]],
    [county, [a, b]],
    [other, [c]],
    [nation, hubIds],
  ]);
  return { bank, hubIds, places: inHubs, accounts: hubIds.flatMap(accountsIn) };
}

const accountsIn = (hubId: string): readonly AccountRef[] => {
  const member = (): AccountRef => ({
    ...{ id: accountOf(newId("mem")), hubId, kind: "MEMBER", floorMinutes: -100_000 },
  });
  const mandate = { hubId, purpose: "CARE", quarter: "2026-Q1", grantedMinutes: 100_000 };
  return [
    ...[member(), member(), member()],
    { id: accountOf(newId("org")), hubId, kind: "ORGANISATION", floorMinutes: -100_000 },
    { ...potOf(hubId), floorMinutes: 0 },
    issuanceOf(mandate),
  ];
};

export type Deed = {
  readonly from: number;
  readonly to: number;
  readonly minutes: number;
  readonly kind: JournalKind;
  readonly later: number;
};

export const deeds = fc.array(
  fc.record<Deed>({
    from: fc.nat(17),
    to: fc.nat(4),
    minutes: fc.integer({ min: 1, max: 12 }).map((quarters) => quarters * 15),
    kind: fc.constantFrom("EXCHANGE", "SPONSORED", "LEARNING", "RECOGNITION", "GIFT", "REVERSAL"),
    later: fc.nat(5),
  }),
  { minLength: 5, maxLength: 25 },
);

let clock = Date.parse("2026-01-03T10:00:00.000Z");

/** Moves credits as the ledger does, one after another, over some months. What is refused is left. */
export async function doAll({ bank, accounts }: Books, wishes: readonly Deed[]): Promise<void> {
  const table = bank.table();
  for (const { from, to, minutes, kind, later } of wishes) {
    clock += later * 86_400_000 + 60_000;
    const giver = accounts[from];
    const near = accounts.filter(({ hubId, id }) => hubId === giver?.hubId && id !== giver.id);
    const taker = near[to];
    if (!giver || !taker || taker.kind === "ISSUANCE") continue;
    const planned = await planPosting(table, {
      ...{ actId: newId("gft"), kind, now: new Date(clock).toISOString() },
      movements: [{ from: giver, to: taker, minutes }],
    });
    if (!isRefusal(planned)) await table.commit(planned.writes);
  }
}

/** All entries of all accounts, as they are stored. */
async function itemsOf({ bank, accounts }: Books): Promise<readonly Item[]> {
  const chains = accounts.map(({ id }) => bank.table().walk({ pk: id, limit: 1_000 }));
  return (await Promise.all(chains)).flat();
}

export const changesOf = async (books: Books): Promise<readonly Change[]> =>
  (await itemsOf(books)).map((after) => ({ after }));

const entriesOf = (items: readonly Item[]): readonly Entry[] =>
  items.flatMap((item) => entryIn(item)?.entry ?? []);

/** What the service says of each place and month that anything happened in. */
export async function told(books: Books, table: Table) {
  const { live } = await findState(table);
  return eachPlace(books, await itemsOf(books), async (placeId, _entries, month) => {
    const rows = await bucketsOf(table, live, { placeId, from: month, to: month });
    const { sums, most } = rows.map(({ bucket }) => bucket).reduce<Addition>(together, nothing);
    return { sums: withoutNoughts(sums), most: withoutNoughts(most) };
  });
}

/** The same, worked out from all entries at once. */
export const expected = async (books: Books) =>
  eachPlace(books, await itemsOf(books), async (_placeId, entries, month) =>
    numbersOf(entries, month),
  );

async function eachPlace<Told>(
  { places }: Books,
  items: readonly Item[],
  tell: (placeId: string, entries: readonly Entry[], month: string) => Promise<Told>,
) {
  const all = entriesOf(items);
  const lines: [string, Told][] = [];
  for (const [placeId, hubIds] of places) {
    const entries = all.filter(({ hubId }) => hubIds.includes(hubId));
    const own = monthsOf(all).map(
      async (month): Promise<[string, Told]> => [
        `${placeId} ${month}`,
        await tell(placeId, entries, month),
      ],
    );
    lines.push(...(await Promise.all(own)));
  }
  return Object.fromEntries(lines);
}
