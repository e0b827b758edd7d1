import { anonymous } from "../src/kernel/index.ts";
import type { Context, Table } from "../src/table/index.ts";

/** A room's use case that looks for deadlines that have passed and does what they call for. */
export type Deadlines = (context: Context) => Promise<unknown>;

/** What rooms with deadlines exist. */
const rooms: Readonly<Record<string, Deadlines>> = {};

/**
 * The Lambda function that the clock calls. It acts for nobody, so rooms do only what a passed
 * deadline alone allows. One room's fault does not keep the others waiting, but it fails the turn
 * in the end, so that whoever watches the function sees it.
 */
export function createScheduleHandler(options: {
  readonly table: () => Table;
  readonly now?: () => string;
  readonly log?: (line: object) => void;
}): () => Promise<void> {
  const clock = options.now ?? (() => new Date().toISOString());
  return async () => {
    const now = clock();
    const faults: unknown[] = [];
    for (const [room, run] of Object.entries(rooms)) {
      try {
        await run({ table: options.table(), now, viewer: anonymous, cursorSecret: "" });
      } catch (fault) {
        faults.push(fault);
        options.log?.({ level: "ERROR", room, message: String(fault) });
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, "Some deadlines could not be kept.");
  };
}
