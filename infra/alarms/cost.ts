import { MathExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { nameOfIndex, tableDefinition } from "../../src/table/index.ts";
import type { Deployment } from "../deployment.ts";
import { functionMemory } from "../functions.ts";
import { type AlarmOf, aDay, type Watched } from "./alarm.ts";
import { tableMetric } from "./table.ts";

/**
 * US dollars for one of each in London, as published in November 2026 and rounded up: near enough to
 * see that a day is not like the others. What is really owed to AWS is told by the budgets.
 */
const prices = {
  readUnit: 0.15 / 1e6,
  writeUnit: 0.75 / 1e6,
  request: 1.2 / 1e6,
  gigabyteSecond: 0.0000133334,
} as const;

const perMilli = (functionMemory / 1024 / 1000) * prices.gigabyteSecond;

/** What grows with use, of the last day: the table, the API and the functions that work most. */
export function costOfTheDay({ table, api, graphql, schedule, stream }: Watched): MathExpression {
  const used = (metricName: string, index?: string) =>
    tableMetric(table, metricName, index ? { GlobalSecondaryIndexName: index } : {}).with({
      period: aDay,
    });
  const time = (handler: LambdaFunction) =>
    handler.metricDuration({ statistic: Stats.SUM, period: aDay });
  const writes = "ConsumedWriteCapacityUnits";
  const parts = [
    [used("ConsumedReadCapacityUnits"), prices.readUnit],
    [used(writes), prices.writeUnit],
    ...tableDefinition.indexes.map(
      (index) => [used(writes, nameOfIndex(index)), prices.writeUnit] as const,
    ),
    [api.metricCount({ statistic: Stats.SUM, period: aDay }), prices.request],
    ...[graphql, schedule, stream.handler].map((handler) => [time(handler), perMilli] as const),
  ] as const;
  return new MathExpression({
    label: "US dollars",
    period: aDay,
    usingMetrics: Object.fromEntries(parts.map(([metric], place) => [`m${place}`, metric])),
    expression: parts
      .map(([, price], place) => `FILL(m${place}, 0) * ${price.toFixed(12)}`)
      .join(" + "),
  });
}

export const costAlarms = ({ budget }: Deployment, watched: Watched): readonly AlarmOf[] => [
  {
    id: "CostOfTheDay",
    says: "What was used in a day costs more than budget.day. It is an estimate from published prices.",
    metric: costOfTheDay(watched),
    above: budget.day,
    silence: "WELL",
  },
];
