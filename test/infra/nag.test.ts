import { type App, Stack, Validations } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { FirewallStack } from "../../infra/firewall.ts";
import { CorehoursStack } from "../../infra/stack.ts";
import { appWithoutBundles, deploymentWith } from "./stacks.ts";

/** Whether an app passes the AWS Solutions checks and the CDK's own rules. */
function passes(fill: (app: App) => void): boolean {
  const app = appWithoutBundles();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  fill(app);
  try {
    app.synth();
    return true;
  } catch {
    return false;
  }
}

describe("the AWS Solutions checks and the CDK's own rules", () => {
  it("find nothing in a deployment and its firewall that is not accepted with a reason", {
    timeout: 60_000,
  }, () => {
    const isClean = passes((app) => {
      new CorehoursStack(app, "live", deploymentWith("live"));
      new FirewallStack(app, "live", deploymentWith("live"));
    });
    expect(isClean).toBe(true);
  });

  it("have a reason for each finding that is accepted", () => {
    const app = appWithoutBundles();
    const stack = new CorehoursStack(app, "live", deploymentWith("live"));
    const accepted = stack.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
    const reasons = accepted.flatMap(({ data }) => Object.values(Object(data)).map(String));
    expect(reasons.length).toBeGreaterThan(10);
    expect(reasons.filter((reason) => !/^[A-Z].{30,}\.$/.test(reason))).toEqual([]);
  });

  it("find what nobody accepted", () => {
    expect(passes((app) => new Bucket(new Stack(app, "bare"), "Bare"))).toBe(false);
  });
});
