import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { App } from "aws-cdk-lib";
import { readDeployments } from "./deployment.ts";
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

for (const [name, deployment] of Object.entries(
  readDeployments(app.node.getContext("deployments")),
)) {
  new CorehoursStack(app, `corehours-${name}`, deployment);
}

app.synth();
