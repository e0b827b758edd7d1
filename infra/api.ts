import { CfnOutput, Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  CorsHttpMethod,
  DomainName,
  EndpointType,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { ARecord, HostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { ApiGatewayv2DomainProperties } from "aws-cdk-lib/aws-route53-targets";
import { accept } from "./accept.ts";
import { cors } from "./cors.ts";
import type { Deployment, Domain } from "./deployment.ts";
import { addFunction } from "./functions.ts";
import type { Issuer } from "./sign-in.ts";

/**
 * POST /graphql, from the internet to the function.
 *
 * No authorizer of the gateway's stands before it: the function checks the token itself, because it
 * must know who asks anyhow, and because anybody may ask without a token for what is public, which an
 * authorizer would refuse. It would also only repeat the check, and say no in words of its own.
 */
export function addApi(
  stack: Stack,
  deployment: Deployment,
  around: { readonly table: ITable; readonly issuer: Issuer; readonly secret: string },
): { readonly api: HttpApi; readonly url: string; readonly handler: LambdaFunction } {
  const handler = addFunction(stack, deployment, {
    id: "Graphql",
    entry: "graphql",
    table: around.table,
    timeoutSeconds: 10,
    environment: settingsOf(deployment, around),
  });
  const { webOrigins, site, domain } = deployment;
  const own = site.domain ? [`https://${site.domain.name}`] : [];
  const api = new HttpApi(stack, "Api", {
    createDefaultStage: false,
    // With a name of its own nobody should come by the other one.
    disableExecuteApiEndpoint: domain !== undefined,
    corsPreflight: {
      allowOrigins: [...new Set([...webOrigins, ...own])],
      allowMethods: cors.methods.map((method) => CorsHttpMethod[method]),
      allowHeaders: [...cors.headers],
      exposeHeaders: [...cors.exposed],
      maxAge: Duration.seconds(cors.maxAgeSeconds),
    },
  });
  const [route] = api.addRoutes({
    path: "/graphql",
    methods: [HttpMethod.POST],
    integration: new HttpLambdaIntegration("GraphqlIntegration", handler),
  });
  if (route) {
    accept(route, {
      APIG4: "The function verifies tokens itself, and anybody may ask what is public without one.",
    });
  }
  const stage = addStage(stack, deployment, api);
  const url = domain ? `https://${domain.name}/graphql` : `${stage.url}graphql`;
  new CfnOutput(stack, "GraphqlUrl", { value: url });
  return { api, url, handler };
}

/** The API under a name of the deployment's own. A zone elsewhere points to what is put out. */
function addName(stack: Stack, { name, certificateArn, zone }: Domain): DomainName {
  const certificate = Certificate.fromCertificateArn(stack, "ApiCertificate", certificateArn);
  const domainName = new DomainName(stack, "ApiName", {
    domainName: name,
    certificate,
    endpointType: EndpointType.REGIONAL,
    securityPolicy: SecurityPolicy.TLS_1_2,
  });
  const { regionalDomainName, regionalHostedZoneId } = domainName;
  new CfnOutput(stack, "ApiNamePointsTo", { value: regionalDomainName });
  if (zone) {
    const target = new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId);
    new ARecord(stack, "ApiRecord", {
      recordName: name,
      zone: HostedZone.fromHostedZoneAttributes(stack, "ApiZone", {
        hostedZoneId: zone.id,
        zoneName: zone.name,
      }),
      target: RecordTarget.fromAlias(target),
    });
  }
  return domainName;
}

function addStage(stack: Stack, deployment: Deployment, api: HttpApi): HttpStage {
  const { domain } = deployment;
  const log = new LogGroup(stack, "AccessLog", {
    retention: deployment.logDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return new HttpStage(stack, "Stage", {
    httpApi: api,
    stageName: "$default",
    autoDeploy: true,
    ...(domain ? { domainMapping: { domainName: addName(stack, domain) } } : {}),
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

const settingsOf = (
  { firstStewards, rates }: Deployment,
  { issuer, secret }: { readonly issuer: Issuer; readonly secret: string },
): Record<string, string> => ({
  TOKEN_ISSUER: issuer.issuer,
  TOKEN_AUDIENCE: issuer.audience,
  TOKEN_KEYS_URL: issuer.keysUrl,
  FIRST_STEWARDS: firstStewards.join(" "),
  CURSOR_SECRET: secret,
  ...(rates ? { RATES: JSON.stringify(rates) } : {}),
});
