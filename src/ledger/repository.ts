import { invariant, sameIdAs } from "../kernel/index.ts";
import { create, type Item, type Key, replace, type Table, type Write } from "../table/index.ts";
import { chainStart, seal } from "./chain.ts";
import {
  type AccountRef,
  type Draft,
  Entry,
  type Head,
  Journal,
  type JournalEntry,
} from "./model.ts";
import { packJournal } from "./model-packed.ts";

const seqDigits = 8;
export const sortKey = (seq: number) => String(seq).padStart(seqDigits, "0");
const accountsOf = (hubId: string) => `ACCOUNTS#${hubId}`;

/** Where an act is kept: whatever its prefix, so a journal entry is found by its id alone. */
export const actKey = (id: string): Key => ({ pk: id.slice(4), sk: "ACT" });

export const journalIdOf = (actId: string): string => sameIdAs(actId, "jrn");

function entryOf(item: Item): Entry {
  const { pk, sk, ...fields } = item;
  return Entry.parse({ ...fields, accountId: pk, seq: Number(sk) });
}

const headOfEntry = (account: AccountRef, entry: Entry): Head => ({ ...entry, account });

/** The state of an account now, under the limits the caller names. One read unit. */
export async function headOf(table: Table, account: AccountRef): Promise<Head> {
  const [last] = await table.walk({ pk: account.id, backwards: true, limit: 1 });
  if (last) return headOfEntry(account, entryOf(last));
  return {
    account,
    seq: 0,
    balanceMinutes: 0,
    reservedMinutes: 0,
    status: "OPEN",
    recordedAt: "",
    hash: chainStart,
  };
}

/** The state of an account that has entries, under the limits its last entry recorded. */
export async function findHead(table: Table, accountId: string): Promise<Head | undefined> {
  const [last] = await table.walk({ pk: accountId, backwards: true, limit: 1 });
  if (!last) return undefined;
  const entry = entryOf(last);
  return headOfEntry(refOf(entry), entry);
}

const refOf = (entry: Entry): AccountRef => ({
  id: entry.accountId,
  hubId: entry.hubId,
  kind: entry.accountKind,
  floorMinutes: entry.floorMinutes,
  ...(entry.ceilingMinutes === undefined ? {} : { ceilingMinutes: entry.ceilingMinutes }),
  ...(entry.label === undefined ? {} : { label: entry.label }),
});

export async function findEntry(
  table: Table,
  accountId: string,
  seq: number,
): Promise<Entry | undefined> {
  const item = await table.get({ pk: accountId, sk: sortKey(seq) });
  return item && entryOf(item);
}

/** Entries newest first, or oldest first when `backwards` is said against that order. */
export async function entriesOf(
  table: Table,
  accountId: string,
  range: {
    readonly fromSeq: number;
    readonly toSeq: number;
    readonly after?: number;
    readonly backwards: boolean;
    readonly limit: number;
  },
): Promise<readonly Entry[]> {
  if (range.fromSeq > range.toSeq) return [];
  const items = await table.walk({
    pk: accountId,
    from: sortKey(range.fromSeq),
    to: sortKey(range.toSeq),
    backwards: !range.backwards,
    limit: range.limit,
    ...(range.after === undefined ? {} : { after: sortKey(range.after) }),
  });
  return items.map(entryOf);
}

/** The ids of a hub's accounts that have entries, in the order of kind and id. */
export async function accountIdsOf(
  table: Table,
  hubId: string,
  page: { readonly after?: string; readonly backwards: boolean; readonly limit: number },
): Promise<readonly { readonly id: string; readonly place: string }[]> {
  const lines = await table.walkIndex({ index: "i1", pk: accountsOf(hubId), ...page });
  return lines.map((line) => ({ id: line.pk, place: line.indexSk }));
}

/**
 * Seals drafts into their chains and describes the puts. Each may only be created: if anyone
 * appended to a chain since its head was read, that place is taken and the whole commit fails.
 */
export function appendEntries(
  heads: ReadonlyMap<string, Head>,
  drafts: readonly Draft[],
): readonly Write[] {
  const hashes = new Map([...heads].map(([id, head]) => [id, head.hash]));
  return drafts.map((draft) => {
    const previous = hashes.get(draft.accountId);
    invariant(previous !== undefined, "an entry continues a chain that was read");
    const entry = seal(previous, draft);
    hashes.set(draft.accountId, entry.hash);
    return create(itemOf(entry));
  });
}

function itemOf(entry: Entry): Item {
  const { accountId, seq, reservedMinutes, ...fields } = entry;
  // The first entry alone stands in the index, so a hub's accounts can be listed.
  const listed =
    seq === 1 ? { i1pk: accountsOf(entry.hubId), i1sk: `${entry.accountKind}#${accountId}` } : {};
  // Most entries have nothing set aside: leaving a zero out keeps 20 rows within two read units.
  const reserved = reservedMinutes === 0 ? {} : { reservedMinutes };
  return { pk: accountId, sk: sortKey(seq), ...fields, ...reserved, ...listed };
}

/** An act of any room, read only for the journal entry it carries. */
export type Act = {
  readonly item: Item & { readonly version: number };
  readonly entry: JournalEntry;
};

export async function findAct(table: Table, journalId: string): Promise<Act | undefined> {
  const item = await table.get(actKey(journalId));
  if (!item?.["journal"]) return undefined;
  const { version, reversesId, reason } = item;
  invariant(typeof version === "number", "an act has a version");
  return {
    item: { ...item, version },
    entry: {
      ...Journal.parse(item["journal"]),
      id: journalId,
      ...(typeof reversesId === "string" ? { reversesId } : {}),
      ...(typeof reversesId === "string" && typeof reason === "string" ? { reason } : {}),
    },
  };
}

/** Notes on an act that it has been taken back. Only once: the act's version guards it. */
export const markReversed = (
  act: Act,
  by: { readonly id: string; readonly part: number | undefined },
): Write =>
  replace({
    ...act.item,
    version: act.item.version + 1,
    journal: packJournal({
      ...Journal.parse(act.item["journal"]),
      reversedById: by.id,
      ...(by.part === undefined ? {} : { reversedMinutes: by.part }),
    }),
  });
