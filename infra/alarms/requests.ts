import type { Stack } from "aws-cdk-lib";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { metricNamespace } from "../metric-namespace.ts";
import { type AlarmOf, fiveMinutes, type Watched } from "./alarm.ts";

/** How often an answer carried this code, see `functions/request-metrics.ts`. */
export const answersWith = (stack: Stack, code: string): Metric =>
  new Metric({
    namespace: metricNamespace(stack),
    metricName: "Refusals",
    statistic: Stats.SUM,
    period: fiveMinutes,
    dimensionsMap: { Service: "graphql", Code: code },
  });

/** What people who ask meet. */
export function requestAlarms(stack: Stack, { api, graphql }: Watched): readonly AlarmOf[] {
  return [
    {
      id: "RequestsFail",
      says: "Requests end with a fault of ours. The function's log holds each, with its reference.",
      metric: answersWith(stack, "INTERNAL"),
      above: 0,
      silence: "WELL",
    },
    {
      id: "GatewayFails",
      says: "The API answers 5xx: the function is cut off, cannot start, or cannot reach the table.",
      metric: api.metricServerError({ statistic: Stats.SUM, period: fiveMinutes }),
      above: 5,
      silence: "WELL",
    },
    {
      id: "RequestsSlow",
      says: "One request in a hundred takes more than three seconds.",
      metric: api.metricLatency({ statistic: Stats.percentile(99), period: fiveMinutes }),
      above: 3000,
      periods: 3,
      silence: "WELL",
    },
    {
      id: "RequestsTooLong",
      says: "Requests were ended after eight seconds. Those who asked were told.",
      metric: answersWith(stack, "TOOK_TOO_LONG"),
      above: 0,
      periods: 2,
      silence: "WELL",
    },
    {
      id: "RequestsBusy",
      says: "People are told to try again, because too many use the same account or the table is throttled.",
      metric: answersWith(stack, "BUSY_TRY_AGAIN"),
      above: 10,
      silence: "WELL",
    },
    {
      id: "RequestsLimited",
      says: "Callers ask for more than their share: a program in a loop, or somebody who collects data.",
      metric: answersWith(stack, "RATE_LIMITED"),
      above: 200,
      silence: "WELL",
    },
    {
      id: "SignInFails",
      says: "Many tokens are refused: the issuer changed, a program kept an old token, or somebody tries.",
      metric: answersWith(stack, "UNAUTHENTICATED"),
      above: 100,
      silence: "WELL",
    },
    {
      id: "RequestsUnserved",
      says: "Requests found no function to serve them: the account's limit of functions is reached.",
      metric: graphql.metricThrottles({ statistic: Stats.SUM, period: fiveMinutes }),
      above: 0,
      silence: "WELL",
    },
  ];
}
