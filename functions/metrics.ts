/** What all numbers of a deployment are kept under, and what they are about. */
const service = "ledger";

/**
 * A line of log that CloudWatch turns into metrics, in its embedded metric format: no call, no
 * right and no package is needed for it.
 */
export const metricsLine = (
  namespace: string,
  metrics: Readonly<Record<string, number>>,
  at: number,
): object => ({
  _aws: {
    Timestamp: at,
    CloudWatchMetrics: [
      {
        Namespace: namespace,
        Dimensions: [["Service"]],
        Metrics: Object.keys(metrics).map((Name) => ({ Name })),
      },
    ],
  },
  Service: service,
  ...metrics,
});
