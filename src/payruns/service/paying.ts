import { type Done, invariant, isRefusal, type Refusal } from "../../kernel/index.ts";
import {
  type AccountRef,
  type LedgerCode,
  planPayout,
  planRelease,
  rehearsePayout,
} from "../../ledger/index.ts";
import { accountRefOf, findParty, policyOf } from "../../membership/index.ts";
import { attempt, type Context } from "../../table/index.ts";
import { finished, heldMinutes, isAllDone, partDone, whyNotPayee } from "../decide/index.ts";
import { type Part, type PayRow, type PayRun, type Refusals, RowCode } from "../model.ts";
import { actIdOf, createAct, findParts, findRun } from "../repository.ts";
import { type Planned, stepOf } from "./change.ts";

/** The clock of one turn; a request is one too. */
export type Clock = Pick<Context, "table" | "now">;

/** Who is paid in a pay-run took part, and somebody else pays for it. */
const kind = "SPONSORED";

/** The account of the organisation that pays. */
export async function payerOf({ table, now }: Clock, run: PayRun): Promise<AccountRef> {
  const [party, policy] = await Promise.all([
    findParty(table, run.organisationId),
    policyOf(table, run.hubId, now),
  ]);
  invariant(party, "the organisation of a pay-run exists");
  return accountRefOf(party, policy, now);
}

/** A row of a part that names somebody who can be paid, with its place in the part. */
type Candidate = PayRow & { readonly place: number; readonly account: AccountRef };

/** The rows whose member is one of the hub, and why the others are not paid. */
async function candidatesIn({ table, now }: Clock, run: PayRun, part: Part) {
  const [policy, ...parties] = await Promise.all([
    policyOf(table, run.hubId, now),
    ...part.rows.map((row) => findParty(table, row.memberId)),
  ]);
  const refused = new Map<number, RowCode>();
  const candidates: Candidate[] = [];
  for (const [place, row] of part.rows.entries()) {
    const party = parties[place];
    const code = whyNotPayee(party, run.hubId);
    if (code !== undefined) refused.set(place, code);
    else if (party) candidates.push({ ...row, place, account: accountRefOf(party, policy, now) });
  }
  return { candidates, refused };
}

/** Adds what the ledger says to what was found before. */
function withLedger(
  refused: ReadonlyMap<number, RowCode>,
  candidates: readonly Candidate[],
  refusals: readonly (Refusal<LedgerCode> | undefined)[],
): Refusals {
  const all = new Map(refused);
  for (const [at, { place }] of candidates.entries()) {
    const refusal = refusals[at];
    if (refusal) all.set(place, RowCode.parse(refusal.code));
  }
  return new Map([...all].toSorted(([a], [b]) => a - b));
}

/** Which rows of a part would be refused if it were paid now. */
export async function rehearsePart(clock: Clock, run: PayRun, part: Part): Promise<Refusals> {
  const { candidates, refused } = await candidatesIn(clock, run, part);
  const wish = { payees: candidates, kind, now: clock.now } as const;
  return withLedger(refused, candidates, await rehearsePayout(clock.table, wish));
}

/**
 * Pays the next part of a run, or ends the run after the last one: one commit, in which every row
 * of the part is paid or refused. Done twice or by two at once, it still happens once, because the
 * run is replaced at its version and the part's act can be created once.
 */
export const payNext = (
  clock: Clock,
  runId: string,
): Promise<Done<PayRun> | Refusal<LedgerCode | "BUSY_TRY_AGAIN">> =>
  attempt(clock.table, async () => {
    const run = await findRun(clock.table, runId);
    invariant(run, "a run that was started is kept");
    if (run.status !== "RUNNING") return { answer: { thing: run, replayed: true } };
    return stepOf(clock.table, { run, planning: planNext(clock, run) });
  });

export const planNext = (clock: Clock, run: PayRun): Promise<Planned | Refusal<LedgerCode>> =>
  isAllDone(run) ? planEnd(clock, run, finished(run, clock.now)) : planPart(clock, run);

async function planPart(clock: Clock, run: PayRun): Promise<Planned | Refusal<LedgerCode>> {
  const { table, now } = clock;
  const [part] = await findParts(table, run.id, [run.partsDone]);
  invariant(part, "a run that is not at its end has a next part");
  const [from, { candidates, refused }] = await Promise.all([
    payerOf(clock, run),
    candidatesIn(clock, run, part),
  ]);
  const actId = actIdOf(run.id, part.number);
  const { happenedOn } = run;
  const plan = await planPayout(table, { actId, kind, from, payees: candidates, happenedOn, now });
  if (isRefusal(plan)) return plan;
  const all = withLedger(refused, candidates, plan.refusals);
  const act = createAct({ run, part }, { refused: all, journal: plan.journal });
  return { next: partDone(run, part, all), writes: [act, ...plan.writes] };
}

/** The end of a run frees what it did not need. */
export async function planEnd(clock: Clock, run: PayRun, next: PayRun): Promise<Planned> {
  const minutes = heldMinutes(run);
  if (minutes === 0) return { next, writes: [] };
  const holds = [{ account: await payerOf(clock, run), minutes }];
  const { writes } = await planRelease(clock.table, { holds, actId: run.id, now: clock.now });
  return { next, writes };
}

/**
 * Pays up to so many parts, one after the other. Stops early where something is in the way, and at
 * a fault too: the start is committed by then, so its caller is told how the run stands. Who meets
 * the fault again, and tells it, is the clock.
 */
export async function payParts(clock: Clock, run: PayRun, most: number): Promise<PayRun> {
  let last = run;
  for (let part = 0; part < most && last.status === "RUNNING"; part++) {
    const done = await payNext(clock, run.id).catch(() => undefined);
    if (!done || isRefusal(done)) return last;
    last = done.thing;
  }
  return last;
}
