import type { Duration, Stack } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { metricNamespace } from "../metric-namespace.ts";

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
