import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import settings from "../../cdk.json" with { type: "json" };
import { readDeployments } from "../../infra/deployment.ts";
import { CorehoursStack } from "../../infra/stack.ts";
import { longestRequestMillis, readRates } from "../../src/graphql/index.ts";

function templateWith(more: object): Template {
  const { live } = settings.context.deployments;
  const deployment = readDeployments({ live: { ...live, ...more } })["live"];
  if (!deployment) throw new Error("There is no deployment called live.");
  // Bundling the functions takes seconds and shows nothing about the API.
  const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
  return Template.fromStack(new CorehoursStack(app, "corehours-live", deployment));
}

describe("the API of a deployment", () => {
  const template = templateWith({});

  it("cuts a request off only after it has answered for itself that its time is up", () => {
    const { Timeout: seconds } = settingsOf(template);
    expect(seconds * 1000).toBeGreaterThanOrEqual(longestRequestMillis + 1_500);
    expect(seconds).toBeLessThanOrEqual(10);
  });

  it("lets pages of other sites read how much they may still ask for", () => {
    template.hasResourceProperties("AWS::ApiGatewayV2::Api", {
      CorsConfiguration: Match.objectLike({
        ExposeHeaders: ["ratelimit", "ratelimit-policy", "retry-after"],
      }),
    });
  });

  it("limits callers by the defaults, or by what the deployment says", () => {
    expect(settingsOf(template).Environment.Variables).not.toHaveProperty("RATES");
    const rate = { burst: 7_000, perMinute: 700 };
    const rates = { signedIn: rate, anonymous: rate };
    const said = settingsOf(templateWith({ rates })).Environment.Variables["RATES"];
    expect(readRates(said)).toEqual(rates);
  });
});

function settingsOf(template: Template) {
  const functions = template.findResources("AWS::Lambda::Function", {
    Properties: { Environment: { Variables: { TOKEN_ISSUER: Match.anyValue() } } },
  });
  const [graphql] = Object.values(functions);
  return graphql?.["Properties"];
}
