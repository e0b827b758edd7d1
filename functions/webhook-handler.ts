import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { deliver, type Handled, type Post } from "../src/integration/index.ts";
import { tellFault } from "../src/kernel/index.ts";
import type { Table } from "../src/table/index.ts";
import type { Queue } from "./queue.ts";

type Options = {
  /** A table for one message. */
  readonly table: () => Table;
  readonly queue: Pick<Queue, "putOff">;
  /** What signing secrets are derived from. */
  readonly secret: string;
  readonly post: Post;
  readonly now?: () => string;
  readonly chance?: () => number;
  readonly log?: (line: object) => void;
  readonly measure?: (metrics: Readonly<Record<string, number>>) => void;
};

/**
 * The Lambda function that the queue of webhooks calls. A message says which delivery to try; how
 * far that has come stands in the table. What is to be tried again is put off for as long as its
 * pause and handed back; what cannot be handled at all comes to the queue's own dead letters.
 */
export function createWebhookHandler(
  options: Options,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  const { queue, secret, post, log, measure } = options;
  const now = options.now ?? (() => new Date().toISOString());
  const chance = options.chance ?? Math.random;
  return async ({ Records: records }) => {
    const handled = await Promise.all(records.map(handle));
    const count = (...statuses: readonly string[]) =>
      handled.filter((status) => statuses.includes(status)).length;
    measure?.({
      WebhooksDelivered: count("DELIVERED"),
      WebhooksTriedAgain: count("LATER"),
      WebhooksDead: count("DEAD"),
      WebhookFailures: count("FAILED"),
    });
    const back = records.filter((_record, at) => isToComeAgain(handled[at]));
    return { batchItemFailures: back.map(({ messageId: itemIdentifier }) => ({ itemIdentifier })) };
  };

  async function handle({ body, receiptHandle }: SQSRecord): Promise<Handled["status"] | "FAILED"> {
    try {
      const sender = { table: options.table(), now, secret, post, chance };
      const { status, againInSeconds } = await deliver(sender, body);
      if (againInSeconds !== undefined) await queue.putOff(receiptHandle, againInSeconds);
      return status;
    } catch (fault) {
      log?.({ level: "ERROR", room: "integration", ...tellFault(fault) });
      return "FAILED";
    }
  }
}

const isToComeAgain = (status: string | undefined): boolean =>
  status === "LATER" || status === "FAILED";
