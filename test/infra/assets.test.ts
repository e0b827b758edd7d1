import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CorehoursStack } from "../../infra/stack.ts";
import { deploymentWith } from "./stacks.ts";

const outdir = mkdtempSync(join(tmpdir(), "corehours-assets-"));
const pages = mkdtempSync(join(tmpdir(), "corehours-pages-"));
let template: Template;

beforeAll(() => {
  writeFileSync(join(pages, "index.html"), "<!doctype html><title>Pages</title>");
  writeFileSync(join(pages, "config.json"), "{}");
  const deployment = deploymentWith("dev", { site: { folder: pages } });
  const app = new App({ outdir });
  const stack = new CorehoursStack(app, "corehours-dev", deployment);
  app.synth({ skipValidation: true });
  template = Template.fromStack(stack);
}, 60_000);

afterAll(() => {
  for (const folder of [outdir, pages]) rmSync(folder, { recursive: true });
});

// The CDK keeps what it bundled, and once gave one function the code of another.
it("gives every function the code of its own entry", () => {
  const functions = Object.entries(
    template.findResources("AWS::Lambda::Function", { Properties: { Handler: "index.handler" } }),
  );
  const code = (name: string) => {
    const [, found] = functions.find(([id]) => id.startsWith(name)) ?? [];
    const [hash] = String(found?.["Properties"].Code.S3Key).split(".");
    return readFileSync(join(outdir, `asset.${hash}`, "main.cjs"), "utf8");
  };
  expect(code("Graphql")).toContain("TOKEN_KEYS_URL");
  expect(code("Schedule")).not.toContain("TOKEN_KEYS_URL");
  expect(code("Schedule")).toContain("DIGEST_BUCKET");
  expect(code("Stream")).toContain("StreamPoison");
  expect(code("Webhook")).toContain("WebhooksDelivered");
});

it("takes the pages as they were built, but not the built folder's word of where the API is", () => {
  const { SourceObjectKeys: keys } =
    Object.values(template.findResources("Custom::CDKBucketDeployment")).find(
      ({ Properties }) => Properties.SourceObjectKeys.length === 1,
    )?.["Properties"] ?? {};
  const [hash] = String(keys).split(".");
  expect(readdirSync(join(outdir, `asset.${hash}`))).toEqual(["index.html"]);
});
