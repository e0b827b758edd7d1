import { Duration, type Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";

/** As long as a queue can hold anything: time to find out what is wrong, and to send it again. */
const longestKept = Duration.days(14);

/** A queue that only takes encrypted traffic and keeps what it holds encrypted. */
export const addQueue = (stack: Stack, id: string, more: ConstructorParameters<typeof Queue>[2]) =>
  new Queue(stack, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: longestKept,
    ...more,
  });

/** Where things end that could not be done. Nothing reads it by itself; an alarm says that it is not empty. */
export const addDeadLetters = (stack: Stack, id: string): Queue => addQueue(stack, id, {});

/** Lets a function do one thing with a queue. */
export function grantQueue(to: LambdaFunction, action: `sqs:${string}`, queue: Queue): void {
  to.addToRolePolicy(new PolicyStatement({ actions: [action], resources: [queue.queueArn] }));
}
