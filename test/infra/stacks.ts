import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import settings from "../../cdk.json" with { type: "json" };
import { type Deployment, readDeployments } from "../../infra/deployment.ts";
import { CorehoursStack } from "../../infra/stack.ts";

/** The deployments of `cdk.json`. */
export const deployments = ["dev", "live"] as const;
type Name = (typeof deployments)[number];

/** A deployment of `cdk.json`, with other wishes. */
export function deploymentWith(name: Name, wish: object = {}): Deployment {
  const said = { ...settings.context.deployments[name], ...wish };
  const deployment = readDeployments({ [name]: said })[name];
  if (!deployment) throw new Error(`There is no deployment called ${name}.`);
  return deployment;
}

const folders: string[] = [];
const removeAll = () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
};

/** Synthesis writes what it makes somewhere; nobody needs it afterwards. */
export function outFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "corehours-synth-"));
  if (folders.push(folder) === 1) process.once("exit", removeAll);
  return folder;
}

/** An app that makes no bundles, which take seconds and show nothing about the rest of a stack. */
export const appWithoutBundles = (): App =>
  new App({
    context: {
      ...settings.context,
      "aws:cdk:bundling-stacks": [],
      "aws:cdk:disable-stack-trace": true,
    },
    outdir: outFolder(),
  });

export function templateWith(name: Name, wish: object = {}): Template {
  const app = appWithoutBundles();
  const stack = new CorehoursStack(app, `corehours-${name}`, deploymentWith(name, wish));
  // What the rules find is asked in a test of its own: they take seconds.
  app.synth({ skipValidation: true });
  return Template.fromStack(stack);
}

const made = new Map<Name, Template>();

/** The template of a deployment as it stands in `cdk.json`, made once for all tests. */
export function templateOf(name: Name): Template {
  const template = made.get(name) ?? templateWith(name);
  made.set(name, template);
  return template;
}

/** The one resource whose logical id begins so. */
export function resource(template: Template, type: string, begins = "") {
  const found = Object.entries(template.findResources(type)).filter(([id]) =>
    id.startsWith(begins),
  );
  const [[, only] = []] = found;
  if (found.length !== 1 || !only)
    throw new Error(`${found.length} of ${type} begin with ${begins}.`);
  return only;
}
