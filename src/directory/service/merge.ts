import type { PageWalk } from "../../kernel/index.ts";
import type { Table } from "../../table/index.ts";
import type { Direction } from "../model/index.ts";
import { type ShownLine, shownLines } from "../repository/index.ts";

/** Lines of one hub, read a part at a time. */
type Stream = {
  readonly hubId: string;
  readonly ahead: ShownLine[];
  /** The last place read from the table; the next part begins after it. */
  after: string | undefined;
  isDry: boolean;
};

/** A look along the lines of several hubs in one order. */
export type Looking = {
  readonly next: () => Promise<ShownLine | undefined>;
  /** How many lines were handed out so far. */
  readonly seen: () => number;
  /** The last line handed out while more may follow; undefined when all were. */
  readonly stoppedAt: () => string | undefined;
};

/** Lines read at a time, shared out among the hubs. */
const partLines = 400;
const leastLines = 25;

/**
 * What is published in these hubs as one list, newest first, or from the other end when the
 * walk goes backwards. Each hub is read only as far as the look has come.
 */
export function newestFirst(
  table: Table,
  {
    hubIds,
    direction,
    walk,
  }: {
    readonly hubIds: readonly string[];
    readonly direction: Direction;
    readonly walk: PageWalk;
  },
): Looking {
  const limit = Math.max(leastLines, Math.floor(partLines / hubIds.length));
  const streams = hubIds.map(
    (hubId): Stream => ({ hubId, ahead: [], after: walk.after, isDry: false }),
  );
  let seen = 0;
  let last: string | undefined;
  const fill = async (stream: Stream) => {
    const lines = await shownLines(
      table,
      { hubId: stream.hubId, direction },
      {
        backwards: walk.backwards,
        limit,
        ...(stream.after === undefined ? {} : { after: stream.after }),
      },
    );
    stream.ahead.push(...lines);
    stream.after = lines.at(-1)?.place ?? stream.after;
    stream.isDry = lines.length < limit;
  };
  const next = async () => {
    await Promise.all(streams.filter((one) => one.ahead.length === 0 && !one.isDry).map(fill));
    const first = firstOf(streams, walk.backwards);
    const line = first?.ahead.shift();
    if (line) {
      seen++;
      last = line.place;
    }
    return line;
  };
  return {
    next,
    seen: () => seen,
    stoppedAt: () => (streams.some((one) => one.ahead.length > 0 || !one.isDry) ? last : undefined),
  };
}

/** The stream whose next line comes first: the newest, or walking backwards the oldest. */
function firstOf(streams: readonly Stream[], backwards: boolean): Stream | undefined {
  return streams
    .filter((stream) => stream.ahead.length > 0)
    .reduce<Stream | undefined>((best, stream) => {
      if (!best) return stream;
      const isNewer = placeOf(stream) > placeOf(best);
      return isNewer !== backwards ? stream : best;
    }, undefined);
}

const placeOf = (stream: Stream) => stream.ahead[0]?.place ?? "";
