import { Duration, type Stack } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as Target } from "aws-cdk-lib/aws-events-targets";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Deployment } from "./deployment.ts";
import { addDigests, grantAdding } from "./digests.ts";
import { addFunction } from "./functions.ts";

const everyMinutes = 1;

/**
 * A turn that was missed is made up for by the next one, so there is nothing to repeat: neither by the
 * clock that hands it over, nor by Lambda, which would else call a turn that failed twice more, and keep
 * turns that found no room for six hours, to begin all of them at once.
 */
const onceAMinute = { retryAttempts: 0, maxEventAge: Duration.minutes(everyMinutes) };

/** The clock: rooms with deadlines are told the time every minute. */
export function addSchedule(
  stack: Stack,
  deployment: Deployment,
  { table }: { readonly table: ITable },
): LambdaFunction {
  const digests = addDigests(stack, deployment);
  const target = addFunction(stack, deployment, {
    id: "Schedule",
    entry: "schedule",
    table,
    timeoutSeconds: 55,
    environment: { DIGEST_BUCKET: digests.bucketName },
  });
  grantAdding(stack, digests, target);
  target.configureAsyncInvoke(onceAMinute);
  new Rule(stack, "EveryMinute", {
    description: "Lets Corehours keep its deadlines.",
    schedule: Schedule.rate(Duration.minutes(everyMinutes)),
    targets: [new Target(target, onceAMinute)],
  });
  return target;
}
