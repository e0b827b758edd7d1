import { type App, Stack, Validations } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import settings from "../../cdk.json" with { type: "json" };
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

  // Whoever restores a table at night, or has names of their own, is not to be stopped by a finding then.
  it("find nothing either where a deployment says all it can say", { timeout: 60_000 }, () => {
    const region = "eu-west-2:111122223333";
    const zone = { id: "Z0123456789", name: "example.org" };
    const domain = {
      ...{ name: "api.example.org", zone },
      certificateArn: `arn:aws:acm:${region}:certificate/api`,
    };
    const site = {
      name: "www.example.org",
      certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/site",
    };
    const { cognito } = settings.context.deployments.dev.signIn;
    const wish = {
      ...{ domain, alarmEmails: ["treasurer@example.org"], tags: { owner: "council" } },
      signIn: { cognito: { ...cognito, plan: "ESSENTIALS" } },
      site: {
        domain: { ...site, zone },
        webAclArn: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/firewall/1",
      },
      restoredTable: {
        name: "corehours-restored",
        streamArn: `arn:aws:dynamodb:${region}:table/corehours-restored/stream/2026-11-28`,
      },
    };
    const isClean = passes((app) => {
      new CorehoursStack(app, "live", deploymentWith("live", wish));
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
