import { runDeadlines } from "../src/exchanges/index.ts";
import { everyHub } from "../src/membership/index.ts";
import type { Table } from "../src/table/index.ts";

/** One turn of the clock: everything in it happens at the same moment. */
type Turn = { readonly table: Table; readonly now: string; readonly hubIds: readonly string[] };

/** The rooms with deadlines, each with what it does when the clock calls. */
const rooms: Readonly<Record<string, (turn: Turn) => Promise<object>>> = {
  exchanges: (turn) => runDeadlines(turn, turn.hubIds),
};

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
}): () => Promise<void> {
  const clock = options.now ?? (() => new Date().toISOString());
  return async () => {
    const table = options.table();
    const hubIds = (await everyHub(table)).map((hub) => hub.id);
    const turn = { table, now: clock(), hubIds };
    const faults: unknown[] = [];
    for (const [room, keepDeadlines] of Object.entries(rooms)) {
      try {
        options.log?.({ level: "INFO", room, ...(await keepDeadlines(turn)) });
      } catch (fault) {
        faults.push(fault);
        options.log?.({ level: "ERROR", room, message: String(fault) });
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, "Some deadlines could not be kept.");
  };
}
