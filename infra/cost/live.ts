import { readFileSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { readDeployments } from "../deployment.ts";
import { CorehoursStack } from "../stack.ts";
import { type Standing, standingOf } from "./standing.ts";

/** What stands in the live deployment of `cdk.json`. */
export function liveStanding(): Standing {
  const settings = JSON.parse(readFileSync(new URL("../../cdk.json", import.meta.url), "utf8"));
  const { live } = readDeployments(settings.context.deployments);
  if (!live) throw new Error("cdk.json has no deployment called live.");
  // Bundling the functions takes seconds and changes nothing about what they cost.
  const app = new App({ context: { ...settings.context, "aws:cdk:bundling-stacks": [] } });
  const { Resources } = Template.fromStack(
    new CorehoursStack(app, "corehours-live", live),
  ).toJSON();
  return standingOf({ Resources });
}
