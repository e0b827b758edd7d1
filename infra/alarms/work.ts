import { Duration, type Stack } from "aws-cdk-lib";
import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { type AlarmOf, aMinute, fiveMinutes, type Watched } from "./alarm.ts";
import { told, total } from "./metrics.ts";

const lateMinutes = 15;
/** The schedule is cut off after 55 seconds. */
const longTurnMillis = 50_000;

const errorsOf = (handler: LambdaFunction) =>
  handler.metricErrors({ statistic: Stats.SUM, period: fiveMinutes });

/**
 * What the function catches itself, and hands back to be tried again, is no error of it to Lambda:
 * it is told as a number of our own. What cuts the function off is an error, and tells no number.
 */
const failuresOf = (stack: Stack, handler: LambdaFunction, name: string) =>
  total("Failures", [
    errorsOf(handler),
    told(stack, name, { statistic: Stats.SUM, period: fiveMinutes }),
  ]);

const lettersIn = (queue: Queue) =>
  queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period: aMinute });

/** What goes on behind the answers: the clock, the stream, the webhooks. */
export const workAlarms = (stack: Stack, watched: Watched): readonly AlarmOf[] => [
  ...scheduleAlarms(watched),
  ...streamAlarms(stack, watched),
  ...webhookAlarms(stack, watched),
];

const scheduleAlarms = ({ schedule }: Watched): readonly AlarmOf[] => [
  {
    id: "ScheduleFails",
    says: "Turns of the clock fail: some room cannot keep its deadlines. The log names the room.",
    metric: errorsOf(schedule),
    above: 0,
    periods: 2,
    silence: "WELL",
  },
  {
    id: "ScheduleStands",
    says: "The clock has not called for ten minutes: no deadline is kept and no visit is watched.",
    metric: schedule.metricInvocations({ statistic: Stats.SUM, period: fiveMinutes }),
    below: 1,
    periods: 2,
    silence: "WRONG",
  },
  {
    id: "ScheduleSlow",
    says: "A turn of the clock takes nearly all the time it has. What it does not reach waits for the next.",
    metric: schedule.metricDuration({ statistic: Stats.MAXIMUM, period: fiveMinutes }),
    above: longTurnMillis,
    periods: 3,
    silence: "WELL",
  },
];

const streamAlarms = (stack: Stack, { stream }: Watched): readonly AlarmOf[] => [
  {
    id: "StreamFails",
    says: "Batches of the table's stream fail: counters and webhooks may stand still.",
    metric: failuresOf(stack, stream.handler, "StreamFailures"),
    above: 0,
    periods: 2,
    silence: "WELL",
  },
  {
    id: "StreamLate",
    says: `What was committed is handed on more than ${lateMinutes} minutes late.`,
    metric: stream.handler.metric("IteratorAge", { statistic: Stats.MAXIMUM, period: fiveMinutes }),
    above: Duration.minutes(lateMinutes).toMilliseconds(),
    silence: "WELL",
  },
  {
    id: "StreamDeadLetters",
    says: "Some record of the stream was given up: a counter or a webhook misses something.",
    metric: lettersIn(stream.deadLetters),
    above: 0,
    silence: "UNKNOWN",
  },
  {
    id: "StreamPoison",
    says: "Some record of the stream could not be read, so it was left out: an item is not as it must be.",
    metric: told(stack, "StreamPoison", { statistic: Stats.SUM, period: fiveMinutes }),
    above: 0,
    silence: "WELL",
  },
];

const webhookAlarms = (stack: Stack, { webhooks }: Watched): readonly AlarmOf[] => [
  {
    id: "WebhookFails",
    says: "The function that calls endpoints fails itself. An endpoint that says no is none of this.",
    metric: failuresOf(stack, webhooks.handler, "WebhookFailures"),
    above: 0,
    periods: 2,
    silence: "WELL",
  },
  {
    id: "WebhookDeadLetters",
    says: "Some fact was given up that somebody wanted to be told of.",
    metric: lettersIn(webhooks.deadLetters),
    above: 0,
    silence: "UNKNOWN",
  },
];
