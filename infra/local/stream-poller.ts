import { setTimeout as pause } from "node:timers/promises";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { StreamSource } from "./stream-source.ts";

/** How far each shard was heard: the number of its last record. */
export type Places = { readonly [shardId: string]: string };

/** A while for people, a moment for a machine. */
const idleMillis = 250;
const afterFaultMillis = 1_000;

/**
 * Hands what the table's stream tells to the stream function, as the deployed service does: in
 * order, again from the first record that failed, and on from where it was after a restart.
 */
export function startPoller(options: {
  readonly source: StreamSource;
  readonly handler: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;
  readonly places: { readonly read: () => Places; readonly keep: (places: Places) => void };
  readonly onFault: (fault: unknown) => void;
}): { readonly stop: () => Promise<void> } {
  const { source, handler, places, onFault } = options;
  const stopping = new AbortController();
  const underWay = run();
  return {
    stop: async () => {
      stopping.abort();
      await underWay;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const wait = await round().catch((fault: unknown) => {
        if (!stopping.signal.aborted) onFault(fault);
        return afterFaultMillis;
      });
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  /** A batch of each shard, and how long to wait for the next. */
  async function round(): Promise<number> {
    let wait = idleMillis;
    for (const shardId of await source.shards()) {
      if (await hear(shardId)) wait = 0;
    }
    return wait;
  }

  /** One batch of a shard. Says whether there was anything. */
  async function hear(shardId: string): Promise<boolean> {
    const after = places.read()[shardId];
    const { records } = await source.records(await source.iterator(shardId, after));
    if (records.length === 0) return false;
    const { batchItemFailures } = await handler({ Records: [...records] });
    const done = doneOf(records, batchItemFailures[0]?.itemIdentifier);
    const last = done.at(-1)?.dynamodb?.SequenceNumber;
    if (last !== undefined) places.keep({ ...places.read(), [shardId]: last });
    if (batchItemFailures.length > 0) await pause(afterFaultMillis);
    return true;
  }
}

/** All before the first that failed. */
function doneOf(records: readonly DynamoDBRecord[], failed: string | undefined) {
  if (failed === undefined) return records;
  return records.slice(
    0,
    records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === failed),
  );
}
