import type { Duration, Stack } from "aws-cdk-lib";
import { MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import { metricNamespace } from "../metric-namespace.ts";
import { fiveMinutes } from "./alarm.ts";

/** A number that functions tell of the rooms, see `functions/metrics.ts`. */
export const told = (
  stack: Stack,
  metricName: string,
  { statistic, period }: { readonly statistic: string; readonly period: Duration },
): Metric =>
  new Metric({
    namespace: metricNamespace(stack),
    metricName,
    statistic,
    period,
    dimensionsMap: { Service: "ledger" },
  });

/** One number, in which a part that says nothing counts as none. */
export function total(label: string, parts: readonly Metric[]): MathExpression {
  const named = Object.fromEntries(
    parts.map((part, place) => [`${label.toLowerCase()}${place}`, part]),
  );
  const expression = Object.keys(named)
    .map((name) => `FILL(${name}, 0)`)
    .join(" + ");
  return new MathExpression({ expression, usingMetrics: named, label, period: fiveMinutes });
}
