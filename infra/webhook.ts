import { Duration, type Stack } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Deployment } from "./deployment.ts";
import { addFunction } from "./functions.ts";
import { addDeadLetters, addQueue } from "./queues.ts";

/** Each message takes up to 15 seconds, so that a batch is done before the function is cut off. */
const batchSize = 5;
const timeoutSeconds = 90;
/** A message is hidden for longer than it may take, or two would work on it at once. */
const hiddenSeconds = 6 * timeoutSeconds;
/** How often a message comes back before it is put aside; the pauses between grow, see `src/integration`. */
const mostTries = 20;
/** Endpoints are other people's: no more of them are called at once than this times the batch. */
const mostAtOnce = 5;

export type Webhooks = {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly handler: LambdaFunction;
};

/** Facts that somebody subscribed to, on their way to that one's endpoint. */
export function addWebhooks(
  stack: Stack,
  deployment: Deployment,
  around: { readonly table: ITable; readonly secret: string },
): Webhooks {
  const deadLetters = addDeadLetters(stack, "WebhookGivenUp");
  const queue = addQueue(stack, "WebhookQueue", {
    visibilityTimeout: Duration.seconds(hiddenSeconds),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: mostTries },
  });
  const handler = addFunction(stack, deployment, {
    id: "Webhook",
    entry: "webhook",
    table: around.table,
    timeoutSeconds,
    environment: { WEBHOOK_QUEUE_URL: queue.queueUrl, CURSOR_SECRET: around.secret },
  });
  // With it comes the right to put messages off (ChangeMessageVisibility).
  handler.addEventSource(
    new SqsEventSource(queue, {
      batchSize,
      maxConcurrency: mostAtOnce,
      reportBatchItemFailures: true,
    }),
  );
  return { queue, deadLetters, handler };
}
