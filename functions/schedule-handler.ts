import { type DigestStore, runChecks } from "../src/audit/index.ts";
import { raiseVisitAlarms, runDeadlines } from "../src/exchanges/index.ts";
import { runClosings } from "../src/federation/index.ts";
import { wipeIncidents } from "../src/incidents/index.ts";
import { goOnCounting } from "../src/insight/index.ts";
import { beginClocks } from "../src/issues/index.ts";
import { tellFault } from "../src/kernel/index.ts";
import { everyHub, type Hub } from "../src/membership/index.ts";
import { goOnWithPayRuns } from "../src/payruns/index.ts";
import { countOverdue, keepToSchedule, runErasures } from "../src/rights/index.ts";
import type { Table } from "../src/table/index.ts";

/** One turn of the clock: everything in it happens at the same moment. */
type Turn = {
  readonly table: Table;
  readonly now: string;
  readonly hubs: readonly Hub[];
  readonly hubIds: readonly string[];
  /** Where the day's digests are kept beside the table, and who is told of numbers. */
  readonly digests: DigestStore | undefined;
  readonly measure: Measure | undefined;
};

type Measure = (metrics: Readonly<Record<string, number>>) => void;

/** The rooms with deadlines, each with what it does when the clock calls. */
const rooms: Readonly<Record<string, (turn: Turn) => Promise<object>>> = {
  // First, because somebody may be in trouble, and a turn can be cut off in what comes after.
  visits: watchVisits,
  exchanges: (turn) => runDeadlines(turn, turn.hubIds),
  incidents: wipeIncidents,
  payruns: goOnWithPayRuns,
  issues: beginClocks,
  closings: runClosings,
  audit: (turn) => runChecks(turn, turn.hubIds),
  // Before erasures are gone on with, so that those it begins come along.
  retention: (turn) => keepToSchedule(turn, turn.hubIds),
  rights: (turn) => runErasures(turn),
  corrections: (turn) => countOverdue(turn, turn.hubIds),
  insight: (turn) => goOnCounting(turn),
};

/** Told every minute, also when it is none, so that an alarm outside goes off and ends by itself. */
async function watchVisits(turn: Turn): Promise<object> {
  const { faults, ...tally } = await raiseVisitAlarms(turn, turn.hubIds);
  turn.measure?.({ OverdueVisits: tally.OVERDUE });
  if (faults) throw new AggregateError(faults, "Some visits could not be read.");
  return tally;
}

/**
 * The Lambda function that the clock calls. It acts for nobody, so rooms do only what a passed
 * deadline alone allows. One room's fault does not keep the others waiting, but it fails the turn
 * in the end, so that whoever watches the function sees it. What a room tells is numbers.
 */
export function createScheduleHandler(options: {
  /** A table for one turn. */
  readonly table: () => Table;
  readonly now?: () => string;
  readonly log?: (line: object) => void;
  readonly digests?: DigestStore;
  readonly measure?: Measure;
}): () => Promise<void> {
  const clock = options.now ?? (() => new Date().toISOString());
  const { digests, measure, log } = options;
  return async () => {
    const failed: string[] = [];
    const withFaultsTold = async (what: string, work: () => Promise<void>) => {
      try {
        await work();
      } catch (fault) {
        failed.push(what);
        log?.({ level: "ERROR", room: what, ...tellFault(fault) });
      }
    };
    await withFaultsTold("hubs", async () => {
      const table = options.table();
      const hubs = await everyHub(table);
      const hubIds = hubs.map((hub) => hub.id);
      const turn = { table, now: clock(), hubs, hubIds, digests, measure };
      for (const [room, keepDeadlines] of Object.entries(rooms)) {
        await withFaultsTold(room, async () => {
          // Not inside the call below: whoever listens to no log would have nothing done.
          const tally = await keepDeadlines(turn);
          log?.({ level: "INFO", room, ...tally });
        });
      }
    });
    // The faults themselves end here, because whoever runs the function writes down in full, with
    // every word in it, what it throws.
    if (failed.length > 0) throw new Error(`Deadlines could not be kept: ${failed.join(", ")}.`);
  };
}
