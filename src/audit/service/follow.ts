import { type ChainLink, type Entry, linkAt } from "../../ledger/index.ts";
import type { Table } from "../../table/index.ts";
import {
  type Chain,
  endOfDay,
  follow,
  formOf,
  isSealedOnto,
  openFrom,
  resumeAt,
  wasChanged,
} from "../decide/index.ts";
import { nextDigest } from "../lines.ts";
import type { KeptProblem, OpenAccount, Progress } from "../model.ts";
import { type Pair, pairOf } from "./pairs.ts";
import { type ChainPart, walkBooks } from "./walk.ts";

/** What a step of a check came to. */
export type Step = { readonly progress: Progress; readonly problems: readonly KeptProblem[] };

/** Problems told one by one; the rest are counted. */
export const mostProblems = 20;

/** More acts than this set aside on one account are not followed one by one across steps. */
type Bounds = { readonly entries: number; readonly openActs: number };

export const beginCheck = (asOf: string): Progress => ({
  asOf,
  accountCount: 0,
  entryCount: 0,
  journalEntryCount: 0,
  sumMinutes: 0,
  unexplainedMinutes: 0,
  problemCount: 0,
  isComplete: false,
});

/**
 * Goes on with the check of a hub's books in the table itself, by at most so many entries. An
 * account that has none yet as of the moment counts as one, because it has to be looked at too.
 */
export async function checkOn(
  its: { readonly table: Table; readonly hubId: string; readonly previousDay?: string },
  start: Progress,
  bounds: Bounds,
): Promise<Step> {
  const problems: KeptProblem[] = [];
  let looked = 0;
  let progress = start;
  const rows = Math.min(bounds.entries, 100);
  for await (const part of walkBooks(its.table, its.hubId, { ...start, rows })) {
    progress = await checkPart({ ...its, problems, bounds }, progress, part);
    looked += Math.max(1, part.links.length);
    if (looked >= bounds.entries) return { progress, problems };
  }
  return { progress: { ...progress, isComplete: true }, problems };
}

type Checking = {
  readonly table: Table;
  readonly hubId: string;
  readonly previousDay?: string;
  readonly problems: KeptProblem[];
  readonly bounds: Bounds;
};

/** One account while a part of it is being followed. */
type Account = {
  chain: Chain | undefined;
  /** The number of the last entry, whether it could be read or not. */
  seq: number;
  explainedMinutes: number;
  before: { readonly seq: number; readonly hash: string } | undefined;
};

async function checkPart(its: Checking, start: Progress, part: ChainPart): Promise<Progress> {
  const { table, hubId } = its;
  const account = await takenUp(table, part.id, start.open);
  const told = { entryCount: 0, journalEntryCount: 0, problemCount: 0 };
  const pairs = await Promise.all(
    part.links.map(({ entry }) => (entry ? pairOf(table, hubId, entry) : undefined)),
  );
  for (const [at, link] of part.links.entries()) {
    const pair = pairs[at];
    const what = checkLink(its, { account, link, pair });
    told.entryCount += 1;
    told.journalEntryCount += pair?.isItsOwn ? 1 : 0;
    if (what === undefined) continue;
    told.problemCount += 1;
    const problem = { accountId: part.id, seq: link.seq, what };
    if (its.problems.length < mostProblems) its.problems.push(problem);
  }
  if (part.beyond && !isTrueBeyond(account, part.beyond)) {
    told.problemCount += 1;
    its.problems.push({ accountId: part.id, seq: part.beyond.seq, what: wasChanged });
  }
  const { open: _open, ...rest } = start;
  const counted = {
    ...rest,
    entryCount: start.entryCount + told.entryCount,
    journalEntryCount: start.journalEntryCount + told.journalEntryCount,
    problemCount: start.problemCount + told.problemCount,
  };
  return part.isLast
    ? closed(counted, part, account)
    : { ...counted, open: opened(its, part, account) };
}

/**
 * The entry at which an account is left, because it was recorded later. If its moment was changed,
 * all that follow it would be passed over, so it is asked whether it is what was sealed.
 */
const isTrueBeyond = ({ chain, seq }: Account, beyond: Entry): boolean =>
  beyond.seq === seq + 1 && isSealedOnto(chain, formOf(beyond), beyond.hash);

/** Says in words what is wrong with an entry; `account` then stands at it. */
function checkLink(
  its: Checking,
  {
    account,
    link: { seq, entry },
    pair,
  }: { readonly account: Account; readonly link: ChainLink; readonly pair: Pair | undefined },
): string | undefined {
  const { chain } = account;
  const isNext = seq === account.seq + 1;
  const goesOn = isNext && (chain === undefined ? seq === 1 : chain.last.seq === seq - 1);
  const missing = isNext ? undefined : `Entry ${account.seq + 1} before it is missing.`;
  account.seq = seq;
  account.explainedMinutes += pair?.explainedMinutes ?? 0;
  if (entry === undefined) return missing ?? "It cannot be read.";
  const followed = goesOn ? follow(chain, entry, formOf(entry)) : { chain: resumeAt(entry) };
  account.chain = followed.chain;
  noteBefore(its, account, entry);
  const wrong = missing ?? followed.wrong ?? pair?.wrong;
  return wrong ?? (entry.hubId === its.hubId ? undefined : "It belongs to another hub.");
}

function noteBefore({ previousDay }: Checking, account: Account, { seq, hash, recordedAt }: Entry) {
  if (previousDay !== undefined && recordedAt <= endOfDay(previousDay)) {
    account.before = { seq, hash };
  }
}

/** The account as far as it was followed, its last entry read anew. */
async function takenUp(table: Table, id: string, open: OpenAccount | undefined): Promise<Account> {
  if (open === undefined) {
    return { chain: undefined, seq: 0, explainedMinutes: 0, before: undefined };
  }
  const { seq, explainedMinutes, before, isSure, otherHash, held, promised } = open;
  const last = (await linkAt(table, id, seq))?.entry;
  const chain = last && {
    last,
    isSure,
    ...(otherHash === undefined ? {} : { otherHash }),
    ...(held && promised ? { open: openFrom({ held, promised }) } : {}),
  };
  return { chain, seq, explainedMinutes, before };
}

function opened({ bounds }: Checking, { id, place }: ChainPart, account: Account): OpenAccount {
  const { seq, chain, explainedMinutes, before } = account;
  const { open, otherHash } = chain ?? {};
  const isKept = open !== undefined && open.held.size + open.promised.size <= bounds.openActs;
  return {
    ...{ id, place, seq, explainedMinutes, isSure: chain?.isSure ?? false },
    ...(before === undefined ? {} : { before }),
    ...(otherHash === undefined ? {} : { otherHash }),
    ...(isKept ? { held: Object.fromEntries(open.held) } : {}),
    ...(isKept ? { promised: Object.fromEntries(open.promised) } : {}),
  };
}

/** An account's balance must be the sum of what journal entries say that it gave and received. */
function closed(progress: Progress, { id, place }: ChainPart, account: Account): Progress {
  const { chain, seq, explainedMinutes, before } = account;
  if (seq === 0) return { ...progress, account: place };
  const { made, madeBefore } = progress;
  const balance = chain?.last.balanceMinutes ?? 0;
  const hash = chain?.last.hash ?? "";
  const isBefore = madeBefore !== undefined && before !== undefined;
  return {
    ...progress,
    account: place,
    accountCount: progress.accountCount + 1,
    sumMinutes: progress.sumMinutes + balance,
    unexplainedMinutes: progress.unexplainedMinutes + Math.abs(balance - explainedMinutes),
    ...(made === undefined ? {} : { made: nextDigest(made, { accountId: id, seq, hash }) }),
    ...(isBefore ? { madeBefore: nextDigest(madeBefore, { accountId: id, ...before }) } : {}),
  };
}
