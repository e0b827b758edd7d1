import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { readDeployments } from "./deployment.ts";
import { FirewallStack } from "./firewall.ts";
import { CorehoursStack } from "./stack.ts";

/*
 * Every deployment is a stack: `cdk deploy corehours-dev`. Run without the CDK's own command,
 * this writes all templates to cdk.out, so `cdk.json` is read here and not only by that command.
 */
const settings = JSON.parse(readFileSync(new URL("../cdk.json", import.meta.url), "utf8"));
const app = new App({
  context: settings.context,
  outdir: process.env.CDK_OUTDIR ?? fileURLToPath(new URL("../cdk.out", import.meta.url)),
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

for (const [name, deployment] of Object.entries(
  readDeployments(app.node.getContext("deployments")),
)) {
  new CorehoursStack(app, `corehours-${name}`, deployment);
  if (deployment.firewall) new FirewallStack(app, `corehours-${name}`, deployment);
}

app.synth();
