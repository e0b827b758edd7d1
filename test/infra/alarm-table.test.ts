import { describe, expect, it } from "vitest";
import { templateOf } from "./stacks.ts";

/*
 * Each alarm as it stands, to be compared with what AWS and our own functions tell: a number that nobody
 * tells under just this name and these dimensions never goes off, and nobody would find out.
 */
const expected = `
LedgerUnexplained: Corehours/corehours-live UnexplainedMinutes Service=ledger, Maximum of 86400 s > 0 (ignore)
LedgerProblems: Corehours/corehours-live LedgerProblems Service=ledger, Maximum of 86400 s > 0 (ignore)
LedgerUnchecked: Corehours/corehours-live NightsChecked Service=ledger, Sum of 86400 s < 1, 2 times (breaching)
VisitOverdue: Corehours/corehours-live OverdueVisits Service=ledger, Maximum of 60 s > 0 (ignore)
RequestsFail: Corehours/corehours-live Refusals Code=INTERNAL Service=graphql, Sum of 300 s > 0 (notBreaching)
GatewayFails: AWS/ApiGateway 5xx ApiId=Api, Sum of 300 s > 5 (notBreaching)
RequestsSlow: AWS/ApiGateway Latency ApiId=Api, p99 of 300 s > 3000, 3 times (notBreaching)
RequestsTooLong: Corehours/corehours-live Refusals Code=TOOK_TOO_LONG Service=graphql, Sum of 300 s > 0, 2 times (notBreaching)
RequestsBusy: Corehours/corehours-live Refusals Code=BUSY_TRY_AGAIN Service=graphql, Sum of 300 s > 10 (notBreaching)
RequestsLimited: Corehours/corehours-live Refusals Code=RATE_LIMITED Service=graphql, Sum of 300 s > 200 (notBreaching)
SignInFails: Corehours/corehours-live Refusals Code=UNAUTHENTICATED Service=graphql, Sum of 300 s > 100 (notBreaching)
RequestsUnserved: AWS/Lambda Throttles FunctionName=Graphql, Sum of 300 s > 0 (notBreaching)
ScheduleFails: AWS/Lambda Errors FunctionName=Schedule, Sum of 300 s > 0, 2 times (notBreaching)
ScheduleStands: AWS/Lambda Invocations FunctionName=Schedule, Sum of 300 s < 1, 2 times (breaching)
ScheduleSlow: AWS/Lambda Duration FunctionName=Schedule, Maximum of 300 s > 50000, 3 times (notBreaching)
StreamFails: AWS/Lambda Errors FunctionName=Stream, Sum of 300 s; Corehours/corehours-live StreamFailures Service=ledger, Sum of 300 s > 0, 2 times (notBreaching)
StreamLate: AWS/Lambda IteratorAge FunctionName=Stream, Maximum of 300 s > 900000 (notBreaching)
StreamDeadLetters: AWS/SQS ApproximateNumberOfMessagesVisible QueueName=StreamGivenUp, Maximum of 60 s > 0 (ignore)
StreamPoison: Corehours/corehours-live StreamPoison Service=ledger, Sum of 300 s > 0 (notBreaching)
WebhookFails: AWS/Lambda Errors FunctionName=Webhook, Sum of 300 s; Corehours/corehours-live WebhookFailures Service=ledger, Sum of 300 s > 0, 2 times (notBreaching)
WebhookDeadLetters: AWS/SQS ApproximateNumberOfMessagesVisible QueueName=WebhookGivenUp, Maximum of 60 s > 0 (ignore)
TableConflicts: AWS/DynamoDB TransactionConflict TableName=Table, Sum of 300 s > 500, 2 times (notBreaching)
TableThrottled: AWS/DynamoDB ThrottledRequests Operation=* TableName=Table, Sum of 300 s > 0, 2 times (notBreaching)
TableFuse: AWS/DynamoDB ReadMaxOnDemandThroughputThrottleEvents TableName=Table, Sum of 300 s; AWS/DynamoDB WriteMaxOnDemandThroughputThrottleEvents TableName=Table, Sum of 300 s > 0 (notBreaching)
TableFaults: AWS/DynamoDB SystemErrors Operation=* TableName=Table, Sum of 300 s > 5, 2 times (notBreaching)
CostOfTheDay: AWS/DynamoDB ConsumedReadCapacityUnits TableName=Table, Sum of 86400 s; AWS/DynamoDB ConsumedWriteCapacityUnits TableName=Table, Sum of 86400 s; AWS/ApiGateway Count ApiId=Api, Sum of 86400 s; AWS/Lambda Duration FunctionName=Graphql, Sum of 86400 s; AWS/Lambda Duration FunctionName=Schedule, Sum of 86400 s; AWS/Lambda Duration FunctionName=Stream, Sum of 86400 s > 30 (notBreaching)
`;

type Dimension = { readonly Name: string; readonly Value: unknown };
type Said = { readonly [name: string]: unknown };

/** A thing of the stack by the beginning of its logical id, without what the CDK puts behind it. */
function shortly(value: unknown): string {
  if (typeof value === "string") return value;
  const { Ref, "Fn::GetAtt": [id] = [Ref] } = Object(value);
  return String(id).slice(0, -8);
}

function metricIn({
  Namespace,
  MetricName,
  Dimensions,
  Statistic,
  ExtendedStatistic,
  Period,
}: Said) {
  const dimensions = (Dimensions as readonly Dimension[])
    .map(({ Name, Value }) => `${Name}=${Name === "Operation" ? "*" : shortly(Value)}`)
    .join(" ");
  return `${Namespace} ${MetricName} ${dimensions}, ${Statistic ?? ExtendedStatistic} of ${Period} s`;
}

function lineOf(id: string, alarm: Said): string {
  const parts = alarm["Metrics"] as readonly { readonly MetricStat?: Said }[] | undefined;
  const metrics = parts
    ? parts.flatMap(({ MetricStat: its }) =>
        its
          ? [metricIn({ ...Object(its["Metric"]), Statistic: its["Stat"], Period: its["Period"] })]
          : [],
      )
    : [metricIn(alarm)];
  const sign = alarm["ComparisonOperator"] === "GreaterThanThreshold" ? ">" : "<";
  const times = alarm["EvaluationPeriods"] === 1 ? "" : `, ${alarm["EvaluationPeriods"]} times`;
  const silence = alarm["TreatMissingData"];
  return `${id}: ${[...new Set(metrics)].join("; ")} ${sign} ${alarm["Threshold"]}${times} (${silence})`;
}

const alarms = Object.entries(templateOf("live").findResources("AWS::CloudWatch::Alarm"));

describe("the alarms", () => {
  it("look at just these numbers, and go off at just these", () => {
    const lines = alarms.map(([id, { Properties }]) => lineOf(id.slice(0, -8), Properties));
    expect(lines).toEqual(expected.trim().split("\n"));
  });
});
