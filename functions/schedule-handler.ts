import { type DigestStore, runChecks } from "../src/audit/index.ts";
import { raiseVisitAlarms, runDeadlines } from "../src/exchanges/index.ts";
import { runClosings } from "../src/federation/index.ts";
import { wipeIncidents } from "../src/incidents/index.ts";
import { everyHub, type Hub } from "../src/membership/index.ts";
import { goOnWithPayRuns } from "../src/payruns/index.ts";
import { runErasures } from "../src/rights/index.ts";
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
  exchanges: (turn) => runDeadlines(turn, turn.hubIds),
  visits: watchVisits,
  incidents: wipeIncidents,
  payruns: goOnWithPayRuns,
  closings: runClosings,
  audit: checkBooks,
  rights: (turn) => runErasures(turn),
};

/** Told every minute, also when it is none, so that an alarm outside goes off and ends by itself. */
async function watchVisits(turn: Turn): Promise<object> {
  const tally = await raiseVisitAlarms(turn, turn.hubIds);
  turn.measure?.({ OverdueVisits: tally.OVERDUE });
  return tally;
}

async function checkBooks(turn: Turn): Promise<object> {
  const { metrics, ...tally } = await runChecks(turn, turn.hubIds);
  if (metrics) turn.measure?.(metrics);
  return tally;
}

/**
 * The Lambda function that the clock calls. It acts for nobody, so rooms do only what a passed
 * deadline alone allows. One room's fault does not keep the others waiting, but it fails the turn
 * in the end, so that whoever watches the function sees it.
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
  const { digests, measure } = options;
  return async () => {
    const table = options.table();
    const hubs = await everyHub(table);
    const hubIds = hubs.map((hub) => hub.id);
    const turn = { table, now: clock(), hubs, hubIds, digests, measure };
    const faults: unknown[] = [];
    for (const [room, keepDeadlines] of Object.entries(rooms)) {
      try {
        // Not inside the call below: whoever listens to no log would have nothing done.
        const tally = await keepDeadlines(turn);
        options.log?.({ level: "INFO", room, ...tally });
      } catch (fault) {
        faults.push(fault);
        options.log?.({ level: "ERROR", room, message: String(fault) });
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, "Some deadlines could not be kept.");
  };
}
