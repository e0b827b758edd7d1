import type { Outcome } from "../src/graphql/index.ts";

/**
 * What CloudWatch counts of a request, in its embedded metric format: how long it took, for each
 * operation, and how often each code was answered. Operations are fields of the schema and codes
 * its enum's, so there is a bounded number of both; nothing here says who asked, or what for.
 */
export function requestMetrics(namespace: string, outcome: Outcome, at: number): readonly object[] {
  const { operation: Operation, status, millis } = outcome;
  const line = (dimension: "Operation" | "Code", metric: string, unit: string) => ({
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [["Service"], ["Service", dimension]],
          Metrics: [{ Name: metric, Unit: unit }],
        },
      ],
    },
    Service: "graphql",
    Operation,
  });
  const times = Map.groupBy(outcome.codes, (code) => code);
  return [
    { ...line("Operation", "Millis", "Milliseconds"), status, Millis: Math.round(millis) },
    ...[...times].map(([Code, all]) => ({
      ...line("Code", "Refusals", "Count"),
      Code,
      Refusals: all.length,
    })),
  ];
}
