import { dateOf, isRefusal, type Refusal } from "../kernel/index.ts";
import type { Table, Write } from "../table/index.ts";
import { type Hold, hold, type LedgerCode, type Occasion, post, release } from "./decide/index.ts";
import type { AccountRef, Draft, Head, Journal, JournalKind, Movement } from "./model.ts";
import { appendEntries, headOf } from "./repository.ts";

/*
 * What other rooms ask of the ledger: plans, not deeds. A plan is the list of writes that would
 * do it, to be committed together with the act they rest on, so both happen or neither does.
 */

export type PostingWish = {
  /** The thing this posting rests on; its journal entry has the same id under another prefix. */
  readonly actId: string;
  readonly kind: JournalKind;
  readonly movements: readonly Movement[];
  /** The day the help was given; the day of recording when left out. */
  readonly happenedOn?: string;
  readonly now: string;
  readonly purpose?: string;
  /** Heads that were read in this same step, so that they are not read twice. */
  readonly heads?: readonly Head[];
  /** An account that ends with this posting. */
  readonly closes?: AccountRef;
};

type Plan = { readonly writes: readonly Write[]; readonly journal: Journal };

/**
 * Moves credits. The act must be saved with `journal` in the same commit as `writes`; if any
 * account got another entry meanwhile that commit changes nothing and the plan is made anew.
 */
export async function planPosting(
  table: Table,
  wish: PostingWish,
): Promise<Plan | Refusal<LedgerCode>> {
  const touched = wish.movements.flatMap(({ from, to }) => [from, to]);
  const accounts = wish.closes ? [...touched, wish.closes] : touched;
  const heads = await readHeads(table, accounts, wish.heads);
  const drafts = post(heads, wish);
  if (isRefusal(drafts)) return drafts;
  return { writes: appendEntries(heads, drafts), journal: journalOf(wish, drafts) };
}

/** Sets minutes aside until they are posted with `heldMinutes` or freed by `planRelease`. */
export async function planHold(
  table: Table,
  wish: Occasion & { readonly holds: readonly Hold[] },
): Promise<{ readonly writes: readonly Write[] } | Refusal<LedgerCode>> {
  const heads = await readHeads(
    table,
    wish.holds.map((one) => one.account),
  );
  const drafts = hold(heads, wish.holds, wish);
  return isRefusal(drafts) ? drafts : { writes: appendEntries(heads, drafts) };
}

/** Frees minutes that `planHold` set aside. */
export async function planRelease(
  table: Table,
  wish: Occasion & { readonly holds: readonly Hold[] },
): Promise<{ readonly writes: readonly Write[] }> {
  const heads = await readHeads(
    table,
    wish.holds.map((one) => one.account),
  );
  return { writes: appendEntries(heads, release(heads, wish.holds, wish)) };
}

async function readHeads(
  table: Table,
  accounts: readonly AccountRef[],
  known: readonly Head[] = [],
): Promise<ReadonlyMap<string, Head>> {
  const heads = new Map(known.map((head) => [head.account.id, head]));
  const missing = new Map(accounts.map((account) => [account.id, account]));
  for (const id of heads.keys()) missing.delete(id);
  const read = await Promise.all([...missing.values()].map((account) => headOf(table, account)));
  for (const head of read) heads.set(head.account.id, head);
  return heads;
}

/** Entries come in pairs, giver then receiver: each pair is one movement of the journal entry. */
function journalOf(wish: PostingWish, drafts: readonly Draft[]): Journal {
  return {
    kind: wish.kind,
    ...(wish.purpose === undefined ? {} : { purpose: wish.purpose }),
    happenedOn: wish.happenedOn ?? dateOf(wish.now),
    recordedAt: drafts[0]?.recordedAt ?? wish.now,
    movements: wish.movements.map(({ from, to, minutes }, place) => ({
      hubId: from.hubId,
      from: from.id,
      fromSeq: drafts[place * 2]?.seq ?? 0,
      to: to.id,
      toSeq: drafts[place * 2 + 1]?.seq ?? 0,
      minutes,
    })),
  };
}
