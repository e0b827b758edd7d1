import { createStreamHandler } from "../../functions/stream-handler.ts";
import { streamOf } from "../../infra/local/stream-source.ts";
import type { TestBank } from "../support/api.ts";
import { testEngine } from "../support/engine.ts";

type Queue = { readonly send: (deliveryIds: readonly string[]) => Promise<void> };

/** The stream's function on the records of a bank, each heard once and in order, as it goes on. */
export async function hearingOf(bank: TestBank, queue: Queue) {
  const poison: string[] = [];
  const handler = createStreamHandler({
    ...{ table: bank.table, queue, now: bank.now },
    log: (line) => {
      const { name, places } = Object(line);
      if (name === "PoisonRecords") poison.push(...places);
    },
  });
  const endpoint = await testEngine();
  const source = await streamOf(bank.client, { endpoint, tableName: bank.tableName });
  const [shard = ""] = await source.shards();
  let place: string | undefined;
  /** What came since the last time; a batch that fails comes again with the next call. */
  const hear = async () => {
    const { records } = await source.records(await source.iterator(shard, place));
    const { batchItemFailures } = await handler({ Records: [...records] });
    if (batchItemFailures.length > 0) return { heard: records.length, failed: true };
    place = records.at(-1)?.dynamodb?.SequenceNumber ?? place;
    return { heard: records.length, failed: false };
  };
  return { hear, poison };
}

/** Messages as they come in, one list for each call. */
export function calledQueue() {
  const calls: (readonly string[])[] = [];
  return { calls, send: async (ids: readonly string[]) => void calls.push(ids) };
}
