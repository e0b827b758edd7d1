import { invariant, isRefusal } from "../../kernel/index.ts";
import { attempt, type Context, type Step } from "../../table/index.ts";
import { finished, goneOn, progressed, startedAnew } from "../decide/index.ts";
import type { Erasure, RunningErasure, Work } from "../model/index.ts";
import { findErasure, runningErasureIds, saveErasure } from "../repository/index.ts";
import { sweepAt } from "./steps.ts";

type Clock = Pick<Context, "table" | "now">;

/** An erasure and how many sweeps were looked at for it. */
type Advance = { readonly erasure: Erasure; readonly looked: number };

/**
 * Works on an erasure until it is finished or so many sweeps were looked at. Each step is one
 * commit of what is erased and of how far it has come, so it can stop anywhere, be done twice or
 * side by side, and still erases and counts everything once.
 */
export async function advance(clock: Clock, id: string, mostLooked: number): Promise<Erasure> {
  const { table } = clock;
  let looked = 0;
  for (;;) {
    const step = await attempt<Advance, never>(table, async () => {
      const erasure = await stored(clock, id);
      if (erasure.status === "RUNNING") return next(clock, erasure, mostLooked - looked);
      return { answer: { erasure, looked: 0 } };
    });
    // Others are at the same things: what is left is done by them, or when the clock calls.
    if (isRefusal(step)) return stored(clock, id);
    looked += step.looked;
    if (step.erasure.status === "FINISHED" || looked >= mostLooked) return step.erasure;
  }
}

async function stored({ table }: Clock, id: string): Promise<Erasure> {
  const erasure = await findErasure(table, id);
  invariant(erasure, "an erasure is never removed");
  return erasure;
}

/** The next commit: the first sweep from here on that finds something, or the end. */
async function next(
  clock: Clock,
  erasure: RunningErasure,
  mostLooked: number,
): Promise<Step<Advance>> {
  let work: Work = erasure.work;
  for (let looked = 1; looked <= mostLooked; looked++) {
    const found = await sweepAt(clock, work);
    if (found && found.writes.length > 0) {
      const after = progressed(erasure, found, goneOn(work, found));
      return saving(after, looked, found.writes);
    }
    // A whole round that found nothing is the proof that nothing is left.
    if (!found && work.isClean) return saving(finished(erasure, clock.now), looked);
    work = found ? goneOn(work, found) : startedAnew(work);
  }
  return saving({ ...erasure, work, version: erasure.version + 1 }, mostLooked);
}

const saving = (
  erasure: Erasure,
  looked: number,
  writes: Parameters<Context["table"]["commit"]>[0] = [],
): Step<Advance> => ({
  writes: [saveErasure(erasure), ...writes],
  answer: { erasure, looked },
});

/** Erasures in one turn of the clock, and sweeps looked at for each of them. */
const mostInTurn = 20;
const mostLookedInTurn = 300;

/** Goes on with what requests could not finish. One that fails does not keep the others waiting. */
export async function runErasures(
  clock: Clock,
): Promise<{ readonly FINISHED: number; readonly RUNNING: number }> {
  const ids = await runningErasureIds(clock.table, mostInTurn);
  const tally = { FINISHED: 0, RUNNING: 0 };
  const faults: unknown[] = [];
  for (const id of ids) {
    try {
      const { status } = await advance(clock, id, mostLookedInTurn);
      tally[status]++;
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, "Some erasures could not go on.");
  return tally;
}
