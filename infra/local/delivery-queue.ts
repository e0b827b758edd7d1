import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { Queue } from "../../functions/queue.ts";

/**
 * The queue of webhooks on one machine. It forgets everything when it stops: what was on its way
 * stands in the table, and is put in again at the next start.
 */
export function startQueue(
  handlerFor: (queue: Queue) => (event: SQSEvent) => Promise<SQSBatchResponse>,
): Queue & { readonly stop: () => Promise<void> } {
  const timers = new Map<string, NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();
  const putOffs = new Map<string, number>();
  let isStopped = false;
  const queue: Queue = {
    send: async (deliveryIds) => {
      for (const id of deliveryIds) comeIn(id, 0);
    },
    putOff: async (deliveryId, seconds) => {
      putOffs.set(deliveryId, seconds);
    },
  };
  const handler = handlerFor(queue);
  return {
    ...queue,
    stop: async () => {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(underWay);
    },
  };

  function comeIn(id: string, seconds: number): void {
    if (isStopped) return;
    clearTimeout(timers.get(id));
    const go = () => {
      timers.delete(id);
      const handled = handle(id).finally(() => underWay.delete(handled));
      underWay.add(handled);
    };
    timers.set(id, setTimeout(go, seconds * 1_000));
  }

  /** As often as the message is handed back, after the time it was put off for. */
  async function handle(id: string): Promise<void> {
    const { batchItemFailures } = await handler({ Records: [messageOf(id)] });
    if (batchItemFailures.length > 0) comeIn(id, putOffs.get(id) ?? secondsAfterFault);
    putOffs.delete(id);
  }
}

const secondsAfterFault = 30;

const messageOf = (id: string): SQSEvent["Records"][number] => ({
  ...{ messageId: id, receiptHandle: id, body: id, md5OfBody: "", messageAttributes: {} },
  ...{ eventSource: "aws:sqs", eventSourceARN: "", awsRegion: "local" },
  attributes: {
    ApproximateReceiveCount: "1",
    SentTimestamp: "",
    SenderId: "",
    ApproximateFirstReceiveTimestamp: "",
  },
});
