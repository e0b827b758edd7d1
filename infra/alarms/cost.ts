import { type IMetric, MathExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { price as known } from "../cost/prices.ts";
import type { Deployment } from "../deployment.ts";
import { functionMemory } from "../functions.ts";
import { type AlarmOf, aDay, type Watched } from "./alarm.ts";
import { tableMetric } from "./table.ts";

const { lambdaGigabyteSecond, httpApiRequest, readUnit, writeUnit } = known;

/** Regions differ by about a fifth, and it is better to be told a little early. */
const dearest = 1.2;

const perMilli = (functionMemory / 1024 / 1000) * lambdaGigabyteSecond;

/** What the four indexes add to the units of what is written, at most; see `npm run bench`. */
const withIndexes = 1.5;

/** What grows with use, of the last day: the table, the API and the functions that work most. */
export function costOfTheDay({ table, api, graphql, schedule, stream }: Watched): MathExpression {
  const used = (metricName: string) => tableMetric(table, metricName).with({ period: aDay });
  const time = (handler: LambdaFunction) =>
    handler.metricDuration({ statistic: Stats.SUM, period: aDay });
  const parts: readonly (readonly [IMetric, number])[] = [
    [used("ConsumedReadCapacityUnits"), readUnit],
    [used("ConsumedWriteCapacityUnits"), withIndexes * writeUnit],
    [api.metricCount({ statistic: Stats.SUM, period: aDay }), httpApiRequest],
    [time(graphql), perMilli],
    [time(schedule), perMilli],
    [time(stream.handler), perMilli],
  ];
  const terms = parts.map(([, price], place) => `FILL(m${place}, 0) * ${dearest * price}`);
  return new MathExpression({
    label: "US dollars",
    period: aDay,
    usingMetrics: Object.fromEntries(parts.map(([metric], place) => [`m${place}`, metric])),
    expression: terms.map(withoutExponent).join(" + "),
  });
}

/** CloudWatch reads no numbers such as 1.5e-7. */
const withoutExponent = (term: string): string =>
  term.replace(/[\d.]+e-\d+$/, (number) => Number(number).toFixed(12));

export const costAlarms = ({ budget }: Deployment, watched: Watched): readonly AlarmOf[] => [
  {
    id: "CostOfTheDay",
    says: "What was used in a day costs more than budget.day. It is an estimate from published prices.",
    metric: costOfTheDay(watched),
    above: budget.day,
    silence: "WELL",
  },
];
