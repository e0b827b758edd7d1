import { isOfWhatIsStored } from "../../kernel/index.ts";
import { type Entry, entryIn } from "../../ledger/index.ts";
import type { Change, Table } from "../../table/index.ts";
import { generationsOf } from "../model.ts";
import { findState } from "../repository.ts";
import { partFor } from "./adding.ts";
import { count, type Hint, mostAccounts } from "./counting.ts";

/** What came of hearing some changes. */
export type Heard = {
  readonly entries: number;
  /** Accounts whose chain cannot be read on, by anybody: to come again does not help. */
  readonly unreadable: readonly string[];
  /** Places, in the list that was heard, of what has to be heard again. */
  readonly failed: readonly number[];
  readonly faults: readonly unknown[];
};

/** So many commits are under way at a time. */
const lanes = 4;

/**
 * Counts what the table's stream tells of: every account that has a new entry, as far as its chain
 * goes by now. A change only says where to look, so none has to come in order, once, or at all as
 * long as a later one of the same account does.
 */
export async function hearEntries(table: Table, changes: readonly Change[]): Promise<Heard> {
  const heard = accountsIn(changes);
  if (heard.size === 0) return nothingHeard;
  const generations = generationsOf(await findState(table));
  // Hub by hub, because each hub in a commit brings its own counters along.
  const accounts = [...heard]
    .map(([accountId, its]): Account => ({ accountId, ...its }))
    .toSorted((a, b) => (hubOf(a) < hubOf(b) ? -1 : 1));
  const byLane = Map.groupBy(accounts, (account) => Number(partFor(hubOf(account))) % lanes);
  const all = [...byLane.values()].map((own) => hearInTurn(table, generations, own));
  return (await Promise.all(all)).reduce(both);
}

/** One commit after another: hubs of a lane share counters with each other, and with no others. */
async function hearInTurn(
  table: Table,
  generations: readonly number[],
  accounts: readonly Account[],
): Promise<Heard> {
  let all = nothingHeard;
  for (let from = 0; from < accounts.length; from += mostAccounts) {
    const some = accounts.slice(from, from + mostAccounts);
    all = both(all, await hearSome(table, generations, some));
  }
  return all;
}

type Account = Hint & InAccount;

const hubOf = ({ entries }: Account): string => entries[0]?.hubId ?? "";

/**
 * Counts some accounts together. Where what is stored of one of them cannot be, the others are
 * counted without it; where the table is in trouble, all of them have to be heard again.
 */
async function hearSome(
  table: Table,
  generations: readonly number[],
  accounts: readonly Account[],
): Promise<Heard> {
  try {
    let heard = nothingHeard;
    for (const generation of generations) {
      const { entries, unreadable } = await count(table, generation, accounts);
      heard = both(heard, { ...nothingHeard, entries, unreadable });
    }
    return heard;
  } catch (fault) {
    if (!isOfWhatIsStored(fault)) {
      const failed = accounts.flatMap(({ places }) => places);
      return { ...nothingHeard, failed, faults: [fault] };
    }
    const [only] = accounts;
    if (only && accounts.length === 1) {
      return { ...nothingHeard, unreadable: [only.accountId], faults: [fault] };
    }
    const half = Math.ceil(accounts.length / 2);
    return both(
      await hearSome(table, generations, accounts.slice(0, half)),
      await hearSome(table, generations, accounts.slice(half)),
    );
  }
}

const nothingHeard: Heard = { entries: 0, unreadable: [], failed: [], faults: [] };

const both = (a: Heard, b: Heard): Heard => ({
  entries: a.entries + b.entries,
  unreadable: [...new Set([...a.unreadable, ...b.unreadable])],
  failed: [...a.failed, ...b.failed],
  faults: [...a.faults, ...b.faults],
});

type InAccount = { readonly entries: Entry[]; readonly places: number[]; isBroken?: boolean };

/** The accounts that got entries, with those and the places of the changes that brought them. */
function accountsIn(changes: readonly Change[]): ReadonlyMap<string, InAccount> {
  const accounts = new Map<string, InAccount>();
  for (const [place, { before, after }] of changes.entries()) {
    const link = after && !before ? entryIn(after) : undefined;
    if (!link) continue;
    const own = accounts.get(link.accountId) ?? { entries: [], places: [] };
    accounts.set(link.accountId, own);
    own.places.push(place);
    if (link.entry) own.entries.push(link.entry);
    else own.isBroken = true;
  }
  for (const own of accounts.values()) {
    own.entries.sort((a, b) => a.seq - b.seq);
    // Then the chain itself is read, which tells where it cannot be.
    if (own.isBroken) own.entries.length = 0;
  }
  return accounts;
}
