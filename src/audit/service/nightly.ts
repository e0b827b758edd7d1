import { addDays, dateOf } from "../../kernel/index.ts";
import { Busy, type Table, type Write } from "../../table/index.ts";
import { endOfDay } from "../decide/index.ts";
import type { CheckRun, DigestStore, KeptCheck } from "../model.ts";
import {
  findCheck,
  findDigest,
  findNight,
  findRun,
  lastDigest,
  saveCheck,
  saveDigest,
  saveNight,
  saveRun,
} from "../repository.ts";
import { beginCheck, checkOn, mostProblems } from "./follow.ts";

/** One turn of the clock. */
export type Turn = {
  readonly table: Table;
  readonly now: string;
  /** Where digests are kept beside the table, if anywhere. */
  readonly digests?: DigestStore | undefined;
  /** Who watches the service, and is told of numbers. */
  readonly measure?: ((numbers: Readonly<Record<string, number>>) => void) | undefined;
};

/** So much is done between two saves, and so long a turn goes on. */
export type Pace = { readonly entries: number; readonly millis: number };
const usualPace: Pace = { entries: 1_000, millis: 25_000 };

/** What so many acts have set aside fits into the item that a check is kept in. */
const openActs = 5_000;

/** A day is checked once it has been over for a quarter of an hour: then nothing is under way. */
const minutesAfterMidnight = 15;

const dayDue = (now: string): string => dateOf(addDays(now, -1 - minutesAfterMidnight / (24 * 60)));

/**
 * Checks the books of these hubs as of the end of the last day and makes the day's digests.
 *
 * Each step is one commit that builds on the version it read, so a turn can end anywhere and the
 * next goes on from there, and two at once do the same step, of which one counts. A day that is
 * done costs one read.
 *
 * What was found is told with every turn that adds to it, of all hubs that are through and not of the
 * new ones alone, and before the night is noted as done: whatever a turn is cut off by, or fails at in
 * another hub, nothing that was found stays untold.
 */
export async function runChecks(
  turn: Turn,
  hubIds: readonly string[],
  pace: Pace = usualPace,
): Promise<{ readonly checked: number }> {
  const day = dayDue(turn.now);
  const night = await findNight(turn.table);
  if (night.day >= day) return { checked: 0 };
  const clock = { until: performance.now() + pace.millis, steps: 0 };
  const { known, checked, left, faults } = await checkAll(turn, hubIds, { day, clock, pace });
  const isWhole = left === 0 && faults.length === 0;
  if (isWhole || (known.length > 0 && checked + faults.length > 0)) {
    turn.measure?.({ ...sumsOf(known), ...(isWhole ? { NightsChecked: 1 } : {}) });
  }
  if (faults.length > 0) throw new AggregateError(faults, "The books of some hubs stay unchecked.");
  if (isWhole) await turn.table.commit([saveNight({ day, version: night.version + 1 })]);
  return { checked };
}

async function checkAll(
  turn: Turn,
  hubIds: readonly string[],
  { day, clock, pace }: Pick<Wish, "day" | "clock"> & { readonly pace: Pace },
) {
  const known: KeptCheck[] = [];
  const faults: unknown[] = [];
  let [checked, left] = [0, 0];
  for (const hubId of hubIds) {
    try {
      const found = await checkHub(turn, { hubId, day, clock, entries: pace.entries });
      if (found === "LATER") left += 1;
      else {
        known.push(found.check);
        checked += found.isNew ? 1 : 0;
      }
    } catch (fault) {
      faults.push(fault);
      // It may be through, and its digest alone could not be kept.
      const check = await findCheck(turn.table, hubId).catch(() => undefined);
      if (check && check.day >= day) known.push(check);
    }
  }
  return { known, checked, left, faults };
}

function sumsOf(known: readonly KeptCheck[]) {
  const sum = (of: (check: KeptCheck) => number) => known.reduce((all, one) => all + of(one), 0);
  return {
    UnexplainedMinutes: sum(({ unexplainedMinutes }) => unexplainedMinutes),
    LedgerProblems: sum(({ problemCount }) => problemCount),
  };
}

type Wish = {
  readonly hubId: string;
  readonly day: string;
  /** Each turn does at least one step, however late it is. */
  readonly clock: { readonly until: number; steps: number };
  readonly entries: number;
};

async function checkHub(
  turn: Turn,
  wish: Wish,
): Promise<"LATER" | { readonly isNew: boolean; readonly check: KeptCheck }> {
  for (let isNew = false; ; isNew = true) {
    const run = await findRun(turn.table, wish.hubId);
    const check = run?.stage === "DONE" && run.day >= wish.day && (await checkOf(turn, run));
    if (check) return { isNew, check };
    if (wish.clock.steps > 0 && performance.now() > wish.clock.until) return "LATER";
    wish.clock.steps += 1;
    await advance(turn, run, wish);
  }
}

const checkOf = ({ table }: Turn, { hubId }: CheckRun) => findCheck(table, hubId);

/** Does one step. If somebody else did it first, nothing is changed and the next reading shows it. */
async function advance(turn: Turn, run: CheckRun | undefined, wish: Wish): Promise<void> {
  try {
    await turn.table.commit(await stepFrom(turn, run, wish));
  } catch (error) {
    if (!(error instanceof Busy)) throw error;
  }
}

async function stepFrom(
  turn: Turn,
  run: CheckRun | undefined,
  wish: Wish,
): Promise<readonly Write[]> {
  if (run === undefined || run.stage === "DONE") return [saveRun(await beginRun(turn, run, wish))];
  if (run.stage === "FOLLOWING") return nextStep(turn, run, wish.entries);
  const digest = await findDigest(turn.table, run.hubId, run.day);
  if (digest) await turn.digests?.keep(digest);
  return [saveRun({ ...run, stage: "DONE", version: run.version + 1 })];
}

async function beginRun(
  { table }: Turn,
  before: CheckRun | undefined,
  { hubId, day }: Wish,
): Promise<CheckRun> {
  const last = await lastDigest(table, hubId);
  const fresh = { ...beginCheck(endOfDay(day)), made: last?.hash ?? "" };
  return {
    hubId,
    day,
    stage: "FOLLOWING",
    ...(last ? { previous: { day: last.day, hash: last.hash } } : {}),
    progress: last ? { ...fresh, madeBefore: last.previousHash } : fresh,
    problems: [],
    version: (before?.version ?? 0) + 1,
  };
}

async function nextStep(turn: Turn, run: CheckRun, entries: number): Promise<readonly Write[]> {
  const { hubId, previous } = run;
  const its = { table: turn.table, hubId, ...(previous ? { previousDay: previous.day } : {}) };
  const step = await checkOn(its, run.progress, { entries, openActs });
  const problems = [...run.problems, ...step.problems].slice(0, mostProblems);
  const next = { ...run, progress: step.progress, problems, version: run.version + 1 };
  return step.progress.isComplete ? concluded(turn, next) : [saveRun(next)];
}

/** The check's result and the day's digest, in one commit with the end of the run. */
async function concluded(turn: Turn, run: CheckRun): Promise<readonly Write[]> {
  const { hubId, day, previous, progress } = run;
  const whole = wrongInAll(run);
  const { asOf, accountCount, entryCount, journalEntryCount } = progress;
  const { sumMinutes, unexplainedMinutes, made = "" } = progress;
  const last = await findCheck(turn.table, hubId);
  return [
    saveRun({ ...run, stage: "KEEPING" }),
    saveCheck({
      ...{ hubId, day, asOf, accountCount, entryCount, journalEntryCount },
      ...{ sumMinutes, unexplainedMinutes },
      checkedAt: turn.now,
      problemCount: progress.problemCount + whole.length,
      problems: [...run.problems, ...whole].slice(0, mostProblems),
      version: (last?.version ?? 0) + 1,
    }),
    saveDigest({ hubId, day, previousHash: previous?.hash ?? "", hash: made }),
  ];
}

/** What only the whole can show: a sum, and a history that is another than it was. */
function wrongInAll({ previous, progress }: CheckRun) {
  const { sumMinutes, madeBefore } = progress;
  const sum = `The accounts of the hub add up to ${sumMinutes} minutes, not to zero.`;
  const past = `The digest of ${previous?.day} is another than the accounts come to now.`;
  return [
    ...(sumMinutes === 0 ? [] : [{ what: sum }]),
    ...(previous === undefined || madeBefore === previous.hash ? [] : [{ what: past }]),
  ];
}
