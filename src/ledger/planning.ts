import { dateOf, isRefusal, type Refusal } from "../kernel/index.ts";
import type { Table, Write } from "../table/index.ts";
import {
  type Hold,
  hold,
  type LedgerCode,
  type Occasion,
  type Payee,
  payOut,
  post,
  release,
  takeBack,
  whyNotCredit,
} from "./decide/index.ts";
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
  /** Takes back what was paid in one go, in one entry of the account that all movements share. */
  readonly inOneGo?: boolean;
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
  const drafts = wish.inOneGo ? takeBack(heads, wish) : post(heads, wish);
  if (isRefusal(drafts)) return drafts;
  return { writes: appendEntries(heads, drafts), journal: journalOf(wish, drafts) };
}

type PayoutWish = Occasion & {
  readonly kind: JournalKind;
  /** Who pays, out of what was set aside for it. */
  readonly from: AccountRef;
  /** At most 97, so that the act and its owner fit into the same commit. */
  readonly payees: readonly Payee[];
};

/** What paying many would write, and why some of them are left out. */
type PayoutPlan = {
  readonly writes: readonly Write[];
  /** Left out when nobody can be paid. */
  readonly journal?: Journal;
  /** For each payee in turn: why not, or nothing where they are paid. */
  readonly refusals: readonly (Refusal<LedgerCode> | undefined)[];
};

/** Pays many at once; those who cannot be credited are left out, and told why. */
export async function planPayout(
  table: Table,
  wish: PayoutWish,
): Promise<PayoutPlan | Refusal<LedgerCode>> {
  const accounts = [wish.from, ...wish.payees.map(({ account }) => account)];
  const heads = await readHeads(table, accounts);
  const payout = payOut(heads, wish);
  if (isRefusal(payout)) return payout;
  const { drafts, movements, refusals } = payout;
  if (movements.length === 0) return { writes: [], refusals };
  const journal = journalOf({ ...wish, movements, inOneGo: true }, drafts);
  return { writes: appendEntries(heads, drafts), journal, refusals };
}

/** Which of these would be paid if it were done now, decided just as `planPayout` decides it. */
export async function rehearsePayout(
  table: Table,
  { payees, kind, now }: Pick<PayoutWish, "payees" | "kind" | "now">,
): Promise<PayoutPlan["refusals"]> {
  const heads = await Promise.all(payees.map(({ account }) => headOf(table, account)));
  return payees.map(({ minutes }, place) => {
    const head = heads[place];
    return head && whyNotCredit(head, { minutes, kind, now });
  });
}

type HoldWish = Occasion & {
  readonly holds: readonly Hold[];
  /** Whom the minutes are for, where nothing is promised to them: they must be able to have them. */
  readonly receivers?: readonly AccountRef[];
};

/** Sets minutes aside until they are posted with `heldMinutes` or freed by `planRelease`. */
export async function planHold(
  table: Table,
  wish: HoldWish,
): Promise<{ readonly writes: readonly Write[] } | Refusal<LedgerCode>> {
  const { holds, receivers = [], ...occasion } = wish;
  const heads = await readHeads(table, [...holds.map((one) => one.account), ...receivers]);
  const drafts = hold(heads, holds, { ...occasion, receivers });
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

/**
 * Entries come in pairs, giver then receiver: each pair is one movement of the journal entry. In
 * one go each account has one entry, whichever movements it is a side of.
 */
function journalOf(wish: Omit<PostingWish, "actId" | "closes">, drafts: readonly Draft[]): Journal {
  const seqs = new Map(drafts.map((draft) => [draft.accountId, draft.seq]));
  return {
    kind: wish.kind,
    ...(wish.purpose === undefined ? {} : { purpose: wish.purpose }),
    happenedOn: wish.happenedOn ?? dateOf(wish.now),
    recordedAt: drafts[0]?.recordedAt ?? wish.now,
    movements: wish.movements.map(({ from, to, minutes }, place) => ({
      hubId: from.hubId,
      from: from.id,
      fromSeq: (wish.inOneGo ? seqs.get(from.id) : drafts[place * 2]?.seq) ?? 0,
      to: to.id,
      toSeq: (wish.inOneGo ? seqs.get(to.id) : drafts[place * 2 + 1]?.seq) ?? 0,
      minutes,
    })),
  };
}
