import { Duration, type Stack } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  Metric,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Deployment } from "./deployment.ts";

/** What the numbers of a deployment are kept under. */
export const metricNamespace = (stack: Stack): string => `Corehours/${stack.stackName}`;

const aDay = Duration.days(1);

/** Wakes somebody when the books do not add up, and when nobody has looked whether they do. */
export function addAlarms(stack: Stack, { alarmEmails }: Deployment): void {
  const topic = new Topic(stack, "LedgerAlarms", { displayName: "Corehours ledger" });
  for (const email of alarmEmails) topic.addSubscription(new EmailSubscription(email));
  const wake = new SnsAction(topic);
  const metric = (metricName: string, statistic: string) =>
    new Metric({
      namespace: metricNamespace(stack),
      metricName,
      statistic,
      period: aDay,
      dimensionsMap: { Service: "ledger" },
    });
  for (const [id, name, said] of wrongs) {
    new Alarm(stack, id, {
      alarmDescription: said,
      metric: metric(name, Stats.MAXIMUM),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // Between two checks nothing new is known, so the last one stands.
      treatMissingData: TreatMissingData.IGNORE,
    }).addAlarmAction(wake);
  }
  new Alarm(stack, "VisitOverdue", {
    alarmDescription:
      "Somebody who is alone in a home has not checked out in time. Ask overdueVisits of each hub.",
    metric: new Metric({
      namespace: metricNamespace(stack),
      metricName: "OverdueVisits",
      statistic: Stats.MAXIMUM,
      period: Duration.minutes(1),
      dimensionsMap: { Service: "ledger" },
    }),
    threshold: 0,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    // A minute without a word is a schedule that stands still, which is no all-clear.
    treatMissingData: TreatMissingData.IGNORE,
  }).addAlarmAction(wake);
  new Alarm(stack, "LedgerUnchecked", {
    alarmDescription:
      "For two days the books of some hub were not checked. See the schedule's log.",
    metric: metric("NightsChecked", Stats.SUM),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 2,
    treatMissingData: TreatMissingData.BREACHING,
  }).addAlarmAction(wake);
}

const wrongs = [
  [
    "LedgerUnexplained",
    "UnexplainedMinutes",
    "Some balance holds minutes that no journal entry explains. Ask ledgerCheck of each hub.",
  ],
  [
    "LedgerProblems",
    "LedgerProblems",
    "The nightly check found something wrong with the books. Ask ledgerCheck of each hub.",
  ],
] as const;
