import type { Stack } from "aws-cdk-lib";

/** What the numbers of a deployment are kept under. */
export const metricNamespace = (stack: Stack): string => `Corehours/${stack.stackName}`;
