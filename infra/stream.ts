import { Duration, type Stack } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { type Function as LambdaFunction, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { accept } from "./accept.ts";
import type { Deployment } from "./deployment.ts";
import { addFunction } from "./functions.ts";
import { addDeadLetters, grantQueue } from "./queues.ts";

const batchSize = 500;
/** Waiting a second makes batches fuller, and so fewer; counters may be that much late. */
const gatherSeconds = 1;
/**
 * A record is tried until it is this old, and no more often than that, which can be over in minutes.
 * The stream itself forgets after 24 hours, so there is time to have it heard again.
 */
const longestHours = 12;
const mostTries = 20;

/**
 * What was committed, handed on in order for each key. A batch that fails is halved until the record
 * is found that cannot be done; that one goes to the dead letters, by its place and without its
 * content, and the rest goes on. The runbook says how it is heard again.
 */
export function addStream(
  stack: Stack,
  deployment: Deployment,
  around: { readonly table: ITable; readonly webhookQueue: Queue },
): { readonly handler: LambdaFunction; readonly deadLetters: Queue } {
  const { table, webhookQueue } = around;
  const deadLetters = addDeadLetters(stack, "StreamGivenUp");
  const handler = addFunction(stack, deployment, {
    id: "Stream",
    entry: "stream",
    table,
    timeoutSeconds: 60,
    environment: { WEBHOOK_QUEUE_URL: webhookQueue.queueUrl },
  });
  handler.addEventSource(
    new DynamoEventSource(table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize,
      maxBatchingWindow: Duration.seconds(gatherSeconds),
      parallelizationFactor: deployment.streamParallelism,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: mostTries,
      maxRecordAge: Duration.hours(longestHours),
      onFailure: new SqsDlq(deadLetters),
    }),
  );
  accept(deadLetters, { SQS3: "It is itself where the stream puts what could not be done." });
  accept(handler.role ?? handler, {
    "IAM5[Resource::*]":
      "Which streams there are (ListStreams) can only be asked of all; it tells their names.",
  });
  grantQueue(handler, "sqs:SendMessage", webhookQueue);
  return { handler, deadLetters };
}
