import { Match, type Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { longestRequestMillis, readRates } from "../../src/graphql/index.ts";
import { resource, templateOf, templateWith } from "./stacks.ts";

describe("the API of a deployment", () => {
  const template = templateOf("live");

  it("cuts a request off only after it has answered for itself that its time is up", () => {
    const { Timeout: seconds } = settingsOf(template);
    expect(seconds * 1000).toBeGreaterThanOrEqual(longestRequestMillis + 1_500);
    expect(seconds).toBeLessThanOrEqual(10);
  });

  it("lets pages of the sites that are named ask, and read how much they may still ask for", () => {
    template.hasResourceProperties("AWS::ApiGatewayV2::Api", {
      CorsConfiguration: {
        AllowHeaders: ["authorization", "content-type", "corehours-reason"],
        AllowMethods: ["POST"],
        AllowOrigins: ["https://www.example.org"],
        ExposeHeaders: ["ratelimit", "ratelimit-policy", "retry-after"],
        MaxAge: 3600,
      },
    });
  });

  it("limits callers by the defaults, or by what the deployment says", () => {
    expect(settingsOf(template).Environment.Variables).not.toHaveProperty("RATES");
    const rate = { burst: 7_000, perMinute: 700 };
    const rates = { signedIn: rate, anonymous: rate };
    const said = settingsOf(templateWith("live", { rates })).Environment.Variables["RATES"];
    expect(readRates(said)).toEqual(rates);
  });
});

describe("who asks", () => {
  it("is left out of the access log: no address, token, name or path of theirs", () => {
    const stage = resource(templateOf("live"), "AWS::ApiGatewayV2::Stage").Properties;
    const said = JSON.parse(stage.AccessLogSettings.Format);
    expect(Object.values(said).sort()).toEqual([
      "$context.integrationErrorMessage",
      "$context.requestId",
      "$context.requestTime",
      "$context.responseLatency",
      "$context.responseLength",
      "$context.routeKey",
      "$context.status",
    ]);
  });

  it("is found out by the function alone, so that anybody may ask what is public", () => {
    const template = templateOf("live");
    template.resourceCountIs("AWS::ApiGatewayV2::Authorizer", 0);
    template.hasResourceProperties("AWS::ApiGatewayV2::Route", {
      RouteKey: "POST /graphql",
      AuthorizationType: "NONE",
    });
  });

  it("meets a limit for all together", () => {
    const stage = resource(templateOf("dev"), "AWS::ApiGatewayV2::Stage").Properties;
    const limits = { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 };
    expect(stage.DefaultRouteSettings).toEqual(limits);
  });
});

describe("an API with a name of its own", () => {
  const certificateArn = "arn:aws:acm:eu-west-2:111122223333:certificate/api";
  const zone = { id: "Z0123456789", name: "example.org" };
  const name = "api.example.org";

  it("has it with TLS 1.2, is told to the zone, and answers under no other", () => {
    const template = templateWith("live", { domain: { name, certificateArn, zone } });
    template.hasResourceProperties("AWS::ApiGatewayV2::DomainName", {
      DomainName: name,
      DomainNameConfigurations: [
        { CertificateArn: certificateArn, EndpointType: "REGIONAL", SecurityPolicy: "TLS_1_2" },
      ],
    });
    template.resourceCountIs("AWS::ApiGatewayV2::ApiMapping", 1);
    template.hasResourceProperties("AWS::Route53::RecordSet", {
      Name: `${name}.`,
      Type: "A",
      HostedZoneId: zone.id,
    });
    template.hasResourceProperties("AWS::ApiGatewayV2::Api", { DisableExecuteApiEndpoint: true });
    template.hasOutput("GraphqlUrl", { Value: `https://${name}/graphql` });
  });

  it("is told to nobody where the zone is elsewhere; what to point it to is put out", () => {
    const template = templateWith("live", { domain: { name, certificateArn } });
    template.resourceCountIs("AWS::Route53::RecordSet", 0);
    template.hasOutput("ApiNamePointsTo", {});
  });
});

function settingsOf(template: Template) {
  const functions = template.findResources("AWS::Lambda::Function", {
    Properties: { Environment: { Variables: { TOKEN_ISSUER: Match.anyValue() } } },
  });
  const [graphql] = Object.values(functions);
  return graphql?.["Properties"];
}
