import { isRefusal } from "../../kernel/index.ts";
import { chainPage, type Entry } from "../../ledger/index.ts";
import { attempt, type Table } from "../../table/index.ts";
import { fold, isHelpGiven } from "../decide/index.ts";
import type { Cursor } from "../model.ts";
import { findCursor } from "../repository.ts";
import { createAdding, placesOf } from "./adding.ts";
import { categoriesOf } from "./categories.ts";

/** Entries of one account that a caller has at hand, oldest first; the rest is read. */
export type Hint = { readonly accountId: string; readonly entries: readonly Entry[] };

/** What came of counting some accounts. */
export type Tally = {
  readonly entries: number;
  /** Accounts whose chain cannot be read on. */
  readonly unreadable: readonly string[];
};

/** So much of a chain is read at once, and so many accounts fit into one commit. */
const mostEntries = 500;
export const mostAccounts = 80;

/**
 * Counts all that these accounts have and that was not counted in this generation.
 *
 * An account's chain is itself the list of what is to be counted, and the cursor says how far that
 * was done; both counters and cursors are written in one commit, each on the version it was read
 * at. So whatever is heard twice, late, in another order or in parts is counted once.
 */
export async function count(
  table: Table,
  generation: number,
  hints: readonly Hint[],
): Promise<Tally> {
  let left = hints;
  let entries = 0;
  const unreadable: string[] = [];
  while (left.length > 0) {
    const step = await attempt(table, () => countStep(table, generation, left));
    if (isRefusal(step)) throw new Error("Counters are too busy.");
    entries += step.entries;
    unreadable.push(...step.unreadable);
    left = left.filter(({ accountId }) => step.unfinished.includes(accountId));
  }
  return { entries, unreadable };
}

type Counted = Tally & { readonly unfinished: readonly string[] };

async function countStep(table: Table, generation: number, hints: readonly Hint[]) {
  const chains = await Promise.all(
    hints.map(async ({ accountId, entries }) =>
      chainAfter(table, await findCursor(table, generation, accountId), entries),
    ),
  );
  const all = chains.flatMap(({ entries }) => entries);
  const [categories, places] = await Promise.all([
    categoriesOf(table, all.filter(isHelpGiven)),
    placesOf(table, all),
  ]);
  const adding = createAdding(places);
  const unfinished: string[] = [];
  for (const { cursor, entries, isFull } of chains) {
    const isWhole = entries.every((entry) => {
      const folded = fold(adding.cursorOf(cursor), entry, categories.get(entry.actId));
      return adding.take(entry.hubId, folded);
    });
    if (!isWhole || isFull) unfinished.push(cursor.accountId);
  }
  const answer: Counted = {
    entries: adding.entries(),
    unreadable: chains.flatMap(({ cursor, isUnreadable }) =>
      isUnreadable ? cursor.accountId : [],
    ),
    unfinished,
  };
  const writes = await adding.writes(table, generation);
  return writes.length === 0 ? { answer } : { answer, writes };
}

type Chain = {
  readonly cursor: Cursor;
  readonly entries: readonly Entry[];
  readonly isFull: boolean;
  readonly isUnreadable: boolean;
};

/** What follows in a chain: from what is at hand, or else as the table has it. */
async function chainAfter(table: Table, cursor: Cursor, known: readonly Entry[]): Promise<Chain> {
  const next = known.filter(({ seq }) => seq > cursor.seq);
  const isWhole = next.every(({ seq }, at) => seq === cursor.seq + 1 + at);
  const bare = { cursor, isFull: false, isUnreadable: false };
  if (known.length > 0 && isWhole) return { ...bare, entries: next };
  const links = await chainPage(table, cursor.accountId, {
    afterSeq: cursor.seq,
    limit: mostEntries,
  });
  const bad = links.findIndex(({ entry }) => entry === undefined);
  const entries = links.slice(0, bad < 0 ? links.length : bad).flatMap(({ entry }) => entry ?? []);
  return {
    cursor,
    entries,
    isUnreadable: bad >= 0,
    isFull: bad < 0 && links.length === mostEntries,
  };
}
