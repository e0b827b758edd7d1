import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { type AlarmOf, fiveMinutes } from "./alarm.ts";
import { total } from "./metrics.ts";

export const tableMetric = (
  table: ITable,
  metricName: string,
  more: Readonly<Record<string, string>> = {},
): Metric =>
  new Metric({
    namespace: "AWS/DynamoDB",
    metricName,
    statistic: Stats.SUM,
    period: fiveMinutes,
    dimensionsMap: { TableName: table.tableName, ...more },
  });

const operations = [
  "GetItem",
  "BatchGetItem",
  "Query",
  "PutItem",
  "DeleteItem",
  "TransactWriteItems",
] as const;

export const tableAlarms = (table: ITable): readonly AlarmOf[] => [
  {
    id: "TableConflicts",
    says: "Many changes meet at the same items. Each is tried again, but people wait for it.",
    metric: tableMetric(table, "TransactionConflict"),
    above: 500,
    periods: 2,
    silence: "WELL",
  },
  {
    id: "TableThrottled",
    says: "The table refuses reads or writes for now. Contributor Insights names the keys.",
    metric: total(
      "Throttled",
      operations.map((operation) =>
        tableMetric(table, "ThrottledRequests", { Operation: operation }),
      ),
    ),
    above: 0,
    periods: 2,
    silence: "WELL",
  },
  {
    // An index is asked for and written along with the table, and no more often: its fuse goes later.
    id: "TableFuse",
    says: "The cost fuse of the table has gone: more is asked of it than tableUnitsPerSecond allows.",
    metric: total(
      "Fused",
      ["Read", "Write"].map((kind) =>
        tableMetric(table, `${kind}MaxOnDemandThroughputThrottleEvents`),
      ),
    ),
    above: 0,
    silence: "WELL",
  },
  {
    id: "TableFaults",
    says: "DynamoDB itself answers with faults.",
    metric: total(
      "Faults",
      operations.map((operation) => tableMetric(table, "SystemErrors", { Operation: operation })),
    ),
    above: 5,
    periods: 2,
    silence: "WELL",
  },
];
