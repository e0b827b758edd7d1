import { dateOf, isRefusal } from "../../../kernel/index.ts";
import { attempt, type Context, type Step, type Sweep, sweepList } from "../../../table/index.ts";
import { movedOn, placeIn, roundOn, stepOf } from "../../decide/index.ts";
import type { RetentionRound } from "../../model/index.ts";
import { findRound, saveRound } from "../../repository/index.ts";
import { sweepOldLines } from "./lines.ts";
import { hubRules } from "./rules.ts";

type Clock = Pick<Context, "table" | "now">;
type Swept = Sweep & { readonly linesFrom?: string };
type RoundStep = {
  readonly key: string;
  readonly sweep: (clock: Clock, round: RetentionRound, after?: string) => Promise<Swept>;
};

/** Sweeps looked at in one turn of the clock, and things in one sweep. */
const mostLooked = 120;
const together = 40;

/** All steps of a round, in the order of their names. */
function stepsIn(hubIds: readonly string[]): readonly RoundStep[] {
  const ofHubs = hubIds.flatMap((hubId) =>
    hubRules.map(
      ({ kind, name, list, change }): RoundStep => ({
        key: `${hubId} ${kind} ${name}`,
        sweep: ({ table, now }, { day }, after) =>
          sweepList({
            kind,
            after,
            limit: together,
            fetch: (walk) => list({ table, hubId, day }, walk),
            change: (item) => change({ table, now, hubId, day }, item),
          }),
      }),
    ),
  );
  const lines: RoundStep = {
    key: "ACCESS_LINE",
    sweep: ({ table }, round, after) => sweepOldLines(table, round, after),
  };
  return [lines, ...ofHubs].sort((one, other) => (one.key < other.key ? -1 : 1));
}

type Turn = {
  readonly looked: number;
  readonly isOver: boolean;
  readonly counts: Sweep["counts"];
  readonly faults: readonly unknown[];
};

/**
 * Once a day, lets go of what was kept as long as the schedule says. Each step is one commit of
 * what goes and of how far the round has come, so a run can stop anywhere, be done again or side
 * by side, and everything goes and is counted once. A step that fails waits for the next day's
 * round, and those behind it do not wait with it.
 */
export async function keepToSchedule(
  clock: Clock,
  hubIds: readonly string[],
): Promise<{ readonly [kind: string]: number }> {
  const steps = stepsIn(hubIds);
  const tally = new Map<string, number>();
  const faults: unknown[] = [];
  for (let looked = 0; looked < mostLooked; ) {
    const turn = await attempt<Turn, never>(clock.table, () =>
      next(clock, steps, mostLooked - looked),
    );
    // Others are at the same round: what is left is done by them, or when the clock calls.
    if (isRefusal(turn)) break;
    for (const [kind, count = 0] of Object.entries(turn.counts)) {
      if (count > 0) tally.set(kind, (tally.get(kind) ?? 0) + count);
    }
    faults.push(...turn.faults);
    looked += turn.looked;
    if (turn.isOver) break;
  }
  if (faults.length > 0) throw new AggregateError(faults, "Some things could not be let go.");
  return Object.fromEntries(tally);
}

/** The next commit: the first step from here on that finds something, or the end of the round. */
async function next(clock: Clock, steps: readonly RoundStep[], most: number): Promise<Step<Turn>> {
  const found = roundOn(await findRound(clock.table), dateOf(clock.now));
  if (!found) return { answer: { looked: 0, isOver: true, counts: {}, faults: [] } };
  const faults: unknown[] = [];
  let round = found;
  for (let looked = 1; looked <= most; looked++) {
    const step = stepOf(round, steps);
    if (!step) return saving({ ...round, status: "FINISHED" }, { looked, isOver: true, faults });
    const swept: Swept = await sweepOf(clock, round, step).catch((fault: unknown): Swept => {
      faults.push(fault);
      return { writes: [], counts: {} };
    });
    const { linesFrom = round.linesFrom, after } = swept;
    round = { ...movedOn(round, steps, { key: step.key, after }), linesFrom };
    if (swept.writes.length > 0) return saving(round, { looked, isOver: false, faults }, swept);
  }
  return saving(round, { looked: most, isOver: false, faults });
}

const sweepOf = (clock: Clock, round: RetentionRound, step: RoundStep): Promise<Swept> =>
  step.sweep(clock, round, placeIn(round, step));

const saving = (
  round: RetentionRound,
  turn: Omit<Turn, "counts">,
  { writes, counts }: Pick<Sweep, "writes" | "counts"> = { writes: [], counts: {} },
): Step<Turn> => ({
  writes: [saveRound({ ...round, version: round.version + 1 }), ...writes],
  answer: { ...turn, counts },
});
