import { type Entry, entryIn } from "../../ledger/index.ts";
import type { Change, Table } from "../../table/index.ts";
import { generationsOf } from "../model.ts";
import { findState } from "../repository.ts";
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

/**
 * Counts what the table's stream tells of: every account that has a new entry, as far as its chain
 * goes by now. A change only says where to look, so none has to come in order, once, or at all as
 * long as a later one of the same account does.
 */
export async function hearEntries(table: Table, changes: readonly Change[]): Promise<Heard> {
  const heard = accountsIn(changes);
  if (heard.size === 0) return { entries: 0, unreadable: [], failed: [], faults: [] };
  const generations = generationsOf(await findState(table));
  const accounts = [...heard];
  let entries = 0;
  const unreadable: string[] = [];
  const failed: number[] = [];
  const faults: unknown[] = [];
  for (let from = 0; from < accounts.length; from += mostAccounts) {
    const some = accounts.slice(from, from + mostAccounts);
    const hints = some.map(([accountId, { entries }]): Hint => ({ accountId, entries }));
    try {
      for (const generation of generations) {
        const tally = await count(table, generation, hints);
        entries += tally.entries;
        unreadable.push(...tally.unreadable);
      }
    } catch (fault) {
      faults.push(fault);
      failed.push(...some.flatMap(([, { places }]) => places));
    }
  }
  return { entries, unreadable: [...new Set(unreadable)], failed, faults };
}

type InAccount = { readonly entries: Entry[]; readonly places: number[] };

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
  }
  for (const { entries } of accounts.values()) entries.sort((a, b) => a.seq - b.seq);
  return accounts;
}
