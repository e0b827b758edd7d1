import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { IMetric } from "aws-cdk-lib/aws-cloudwatch";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";

/** What is watched. */
export type Watched = {
  readonly table: ITable;
  readonly api: HttpApi;
  readonly graphql: LambdaFunction;
  readonly schedule: LambdaFunction;
  readonly stream: { readonly handler: LambdaFunction; readonly deadLetters: Queue };
  readonly webhooks: {
    readonly handler: LambdaFunction;
    readonly queue: Queue;
    readonly deadLetters: Queue;
  };
};

/** Something that needs somebody. It has a section of the same name in `infra/RUNBOOK.md`. */
export type AlarmOf = {
  readonly id: string;
  /** What it means, in a sentence for whoever is woken by it. */
  readonly says: string;
  readonly metric: IMetric;
  /** It goes off above this, or below that. */
  readonly above?: number;
  readonly below?: number;
  /** For how many periods on end; one when left out. */
  readonly periods?: number;
  /** What it means when no number came: nothing happened, nothing is known, or something is wrong. */
  readonly silence: "WELL" | "UNKNOWN" | "WRONG";
};

export const aMinute = Duration.minutes(1);
export const fiveMinutes = Duration.minutes(5);
export const aDay = Duration.days(1);
