import type { Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Deployment } from "../deployment.ts";
import type { AlarmOf, Watched } from "./alarm.ts";
import { costAlarms } from "./cost.ts";
import { ledgerAlarms } from "./ledger.ts";
import { requestAlarms } from "./requests.ts";
import { tableAlarms } from "./table.ts";
import { workAlarms } from "./work.ts";

/** Wakes somebody when something is wrong, and when nobody has looked whether it is. */
export function addAlarms(stack: Stack, deployment: Deployment, watched: Watched): Topic {
  const topic = new Topic(stack, "LedgerAlarms", {
    displayName: "Corehours",
    enforceSSL: true,
  });
  letSpeak(stack, topic);
  for (const email of deployment.alarmEmails) topic.addSubscription(new EmailSubscription(email));
  const wake = new SnsAction(topic);
  const alarms = [
    ...ledgerAlarms(stack),
    ...requestAlarms(stack, watched),
    ...workAlarms(stack, watched),
    ...tableAlarms(watched.table),
    ...costAlarms(deployment, watched),
  ];
  for (const alarm of alarms) addAlarm(stack, alarm).addAlarmAction(wake);
  return topic;
}

/**
 * A topic without a policy hears everybody of its account. One with a policy, such as that it is only
 * spoken to over an encrypted line, hears those alone whom it names: alarms would go off unheard.
 */
const letSpeak = (stack: Stack, topic: Topic) =>
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: ["cloudwatch", "budgets"].map(
        (service) => new ServicePrincipal(`${service}.amazonaws.com`),
      ),
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
    }),
  );

const silences = {
  WELL: TreatMissingData.NOT_BREACHING,
  UNKNOWN: TreatMissingData.IGNORE,
  WRONG: TreatMissingData.BREACHING,
} as const;

function addAlarm(
  stack: Stack,
  { id, says, metric, above, below, periods, silence }: AlarmOf,
): Alarm {
  return new Alarm(stack, id, {
    alarmDescription: `${says} What to do: infra/RUNBOOK.md#${id.toLowerCase()}`,
    metric,
    threshold: above ?? below ?? 0,
    comparisonOperator:
      below === undefined
        ? ComparisonOperator.GREATER_THAN_THRESHOLD
        : ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: periods ?? 1,
    treatMissingData: silences[silence],
  });
}
