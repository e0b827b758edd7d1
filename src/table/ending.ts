import type { Table } from "./table.ts";

/** Time is up: nothing more is asked of the table for this request. */
export class TooLate extends Error {
  override readonly name = "TooLate";
  /** Was something sent off to be written? Then nobody can say here whether it was. */
  readonly mayBeDone: boolean;

  constructor(mayBeDone: boolean) {
    super("the time of this request is up");
    this.mayBeDone = mayBeDone;
  }
}

/**
 * A table that ends with the signal. Whoever waits for it then hears `TooLate`, and nothing more is
 * sent, also not by something that goes on in the background: a request that was answered must not
 * write any more.
 */
export function endingTable(table: Table, signal: AbortSignal): Table {
  let hasSentWrites = false;
  const unlessTooLate = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    if (signal.aborted) throw new TooLate(hasSentWrites);
    const { promise: ended, reject } = Promise.withResolvers<never>();
    const end = () => reject(new TooLate(hasSentWrites));
    signal.addEventListener("abort", end, { once: true });
    try {
      return await Promise.race([ask(), ended]);
    } finally {
      signal.removeEventListener("abort", end);
    }
  };
  return {
    get: (key) => unlessTooLate(() => table.get(key)),
    expect: (key) => {
      if (!signal.aborted) table.expect(key);
    },
    walk: (walk) => unlessTooLate(() => table.walk(walk)),
    walkIndex: (walk) => unlessTooLate(() => table.walkIndex(walk)),
    commit: (writes) =>
      unlessTooLate(() => {
        hasSentWrites = true;
        return table.commit(writes);
      }),
  };
}
