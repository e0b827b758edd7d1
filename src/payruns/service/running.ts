import { type Done, isRefusal, type Refusal, refuse } from "../../kernel/index.ts";
import { planHold } from "../../ledger/index.ts";
import { findParty, hubIsClosing, policyOf } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import {
  nextToLookAt,
  rehearsed,
  whyNotActive,
  whyNotAdmin,
  whyNotCancel,
  whyNotHappened,
  whyNotOwn,
  whyNotRehearse,
  whyNotRunning,
  whyNotStart,
} from "../decide/index.ts";
import type { OnRun, Part, PayRun, Refusals, StartPayRun } from "../model.ts";
import { findParts, partsOf, runsUnderWay, savePart } from "../repository.ts";
import { changeRun } from "./change.ts";
import {
  type Clock,
  payerOf,
  payNext,
  payParts,
  planEnd,
  planNext,
  rehearsePart,
} from "./paying.ts";

/** Parts that one request looks at, and that one pays before it answers. */
const lookedAtInRequest = 10;
const paidInRequest = 5;

/** Looks at the next rows as if they were paid now, and notes what would become of them. */
export const rehearsePayRun = (context: Context, input: OnRun) =>
  changeRun(context, {
    operation: "rehearsePayRun",
    input,
    may: (run) => whyNotAdmin(context.viewer, run),
    plan: async (run) => {
      const refusal = whyNotRehearse(run);
      if (refusal) return refusal;
      const first = nextToLookAt(run);
      const count = Math.min(lookedAtInRequest, run.partCount - first);
      const numbers = Array.from({ length: count }, (_, place) => first + place);
      const looked = [];
      for (const part of await findParts(context.table, run.id, numbers)) {
        looked.push({ part, refused: await rehearsePart(context, run, part) });
      }
      const writes = looked
        .filter(({ part, refused }) => !isSame(part.wouldRefuse, refused))
        .map(({ part, refused }) => savePart(run.id, { ...part, wouldRefuse: refused }));
      return { next: rehearsed(run, looked, context.now), writes };
    },
  });

const isSame = (a: Refusals, b: Refusals) =>
  a.size === b.size && [...a].every(([place, code]) => b.get(place) === code);

/** Sets all minutes of a run aside and pays its first parts; the clock sees to the others. */
export async function startPayRun(context: Context, input: StartPayRun) {
  const { table, viewer, now } = context;
  const started = await changeRun(context, {
    operation: "startPayRun",
    input,
    may: async (run) => whyNotAdmin(viewer, run) ?? notOwn(context, await partsOf(table, run.id)),
    plan: async (run) => {
      const refusal = whyNotStart(run) ?? (await whyNotNow(context, run));
      if (refusal) return refusal;
      const holds = [{ account: await payerOf(context, run), minutes: run.totalMinutes }];
      const held = await planHold(table, { holds, actId: run.id, now });
      if (isRefusal(held)) return held.code === "INSUFFICIENT_CREDIT" ? notEnough() : held;
      const { rehearsal, ...rest } = run;
      const startedBy = viewer.personId === undefined ? {} : { startedBy: viewer.personId };
      const next: PayRun = { ...rest, status: "RUNNING", startedAt: now, ...startedBy };
      return { next, writes: held.writes };
    },
  });
  return goOn(context, started, paidInRequest);
}

const notEnough = () =>
  refuse(
    "INSUFFICIENT_CREDIT",
    "Your organisation does not have enough hours for everyone in this pay-run.",
    "Take some rows out, or ask your broker for more hours first.",
    "payRunId",
  );

const notOwn = ({ viewer }: Context, parts: readonly Part[]) =>
  whyNotOwn(
    viewer,
    parts.flatMap((part) => part.rows),
    () => "payRunId",
  );

async function whyNotNow({ table, now }: Context, run: PayRun) {
  const [party, policy] = await Promise.all([
    findParty(table, run.organisationId),
    policyOf(table, run.hubId, now),
  ]);
  if (policy.isWindingUp) return hubIsClosing();
  return (
    whyNotHappened(run.happenedOn, now, policy.latestEntryDays) ??
    whyNotActive({ status: party?.status ?? "LEFT" })
  );
}

/** Pays the next parts now, for whoever would rather not wait for the clock. */
export async function continuePayRun(context: Context, input: OnRun) {
  const done = await changeRun(context, {
    operation: "continuePayRun",
    input,
    may: (run) => whyNotAdmin(context.viewer, run),
    plan: async (run) => whyNotRunning(run) ?? planNext(context, run),
  });
  return goOn(context, done, paidInRequest - 1);
}

/** What was done is done, so whatever stops the rest is left to the clock. */
async function goOn<Code extends string>(
  context: Context,
  done: Done<PayRun> | Refusal<Code>,
  parts: number,
): Promise<Done<PayRun> | Refusal<Code>> {
  if (isRefusal(done)) return done;
  return done.replayed ? done : { ...done, thing: await payParts(context, done.thing, parts) };
}

/** Stops a run where it stands and frees what is set aside. Who was paid stays paid. */
export const cancelPayRun = (context: Context, input: OnRun) =>
  changeRun(context, {
    operation: "cancelPayRun",
    input,
    may: () => undefined,
    plan: async (run) => {
      const next: PayRun = { ...run, status: "CANCELLED", endedAt: context.now };
      return whyNotCancel(run) ?? planEnd(context, run, next);
    },
  });

/** Runs that take turns with each other, and parts that one turn of the clock pays in all. */
const runsTogether = 100;
const paidInTurn = 40;

/** LEFT: a frozen account or a crowd is in the way, so the next turn tries again. */
type Tally = { readonly STEPS: number; readonly ENDED: number; readonly LEFT: number };
type Work = {
  readonly tally: { -readonly [Name in keyof Tally]: number };
  readonly faults: unknown[];
};

/**
 * Goes on with the runs under way, one part of each in turn. Two turns at once, or one that was
 * killed, do no harm: every part is one commit that starts from what is stored at that moment.
 * However many cannot go on, those behind them are looked at too, and a run with a fault keeps no
 * other one waiting: the fault is told in the end.
 */
export async function goOnWithPayRuns(clock: Clock): Promise<Tally> {
  const work: Work = { tally: { STEPS: 0, ENDED: 0, LEFT: 0 }, faults: [] };
  for await (const ids of runsUnderWay(clock.table, runsTogether)) {
    await takeTurns(clock, [...ids], work);
    if (work.tally.STEPS >= paidInTurn) break;
  }
  const { tally, faults } = work;
  if (faults.length > 0) throw new AggregateError(faults, "Some pay-runs could not go on.");
  return tally;
}

async function takeTurns(clock: Clock, waiting: string[], { tally, faults }: Work): Promise<void> {
  while (tally.STEPS < paidInTurn) {
    const id = waiting.shift();
    if (id === undefined) return;
    const done = await payNext(clock, id).catch((fault: unknown) => void faults.push(fault));
    if (!done) continue;
    if (isRefusal(done)) {
      tally.LEFT += 1;
      continue;
    }
    tally.STEPS += 1;
    if (done.thing.status === "RUNNING") waiting.push(id);
    else tally.ENDED += 1;
  }
}
