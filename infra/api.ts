import { CfnOutput, Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { cors } from "./cors.ts";
import type { Deployment } from "./deployment.ts";
import { addFunction } from "./functions.ts";

/** POST /graphql, from the internet to the function. The function itself checks the token. */
export function addApi(
  stack: Stack,
  deployment: Deployment,
  { table }: { readonly table: Table },
): void {
  const graphql = addFunction(stack, deployment, {
    id: "Graphql",
    entry: "graphql",
    table,
    timeoutSeconds: 10,
    environment: settingsOf(stack, deployment),
  });
  const api = new HttpApi(stack, "Api", {
    createDefaultStage: false,
    corsPreflight: {
      allowOrigins: deployment.webOrigins,
      allowMethods: cors.methods.map((method) => CorsHttpMethod[method]),
      allowHeaders: [...cors.headers],
      exposeHeaders: [...cors.exposed],
      maxAge: Duration.seconds(cors.maxAgeSeconds),
    },
  });
  api.addRoutes({
    path: "/graphql",
    methods: [HttpMethod.POST],
    integration: new HttpLambdaIntegration("GraphqlIntegration", graphql),
  });
  const stage = addStage(stack, deployment, api);
  new CfnOutput(stack, "GraphqlUrl", { value: `${stage.url}graphql` });
}

function addStage(stack: Stack, deployment: Deployment, api: HttpApi): HttpStage {
  const log = new LogGroup(stack, "AccessLog", {
    retention: deployment.logDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return new HttpStage(stack, "Stage", {
    httpApi: api,
    stageName: "$default",
    autoDeploy: true,
    throttle: {
      rateLimit: deployment.requestsPerSecond,
      burstLimit: 2 * deployment.requestsPerSecond,
    },
    accessLogSettings: {
      destination: new LogGroupLogDestination(log),
      format: AccessLogFormat.custom(JSON.stringify(accessLine)),
    },
  });
}

/** Who asks is left out on purpose: neither tokens nor addresses of people are kept. */
const accessLine = {
  at: "$context.requestTime",
  requestId: "$context.requestId",
  route: "$context.routeKey",
  status: "$context.status",
  millis: "$context.responseLatency",
  bytes: "$context.responseLength",
  fault: "$context.integrationErrorMessage",
};

/**
 * The cursor secret is made once and put into the environment at deployment, which spares every
 * cold start a call. Whoever may read the function's settings could forge a cursor, and gain another
 * place in a list that they are already allowed to read; and could find by trying which login code
 * is open or whose network a limit of the day counts. So only those who may read the table should.
 */
function settingsOf(stack: Stack, deployment: Deployment): Record<string, string> {
  const secret = new Secret(stack, "CursorSecret", {
    description: "Seals the cursors of lists.",
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
  });
  return {
    TOKEN_ISSUER: deployment.tokenIssuer,
    TOKEN_AUDIENCE: deployment.tokenAudience,
    TOKEN_KEYS_URL: deployment.tokenKeysUrl,
    FIRST_STEWARDS: deployment.firstStewards.join(" "),
    CURSOR_SECRET: secret.secretValue.unsafeUnwrap(),
    ...(deployment.rates ? { RATES: JSON.stringify(deployment.rates) } : {}),
  };
}
