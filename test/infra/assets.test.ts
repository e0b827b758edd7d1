import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { expect, it } from "vitest";
import { CorehoursStack } from "../../infra/stack.ts";
import { deploymentWith } from "./stacks.ts";

// The CDK keeps what it bundled, and once gave one function the code of another.
it("gives every function the code of its own entry", () => {
  const outdir = mkdtempSync(join(tmpdir(), "corehours-assets-"));
  const app = new App({ outdir });
  const stack = new CorehoursStack(app, "corehours-dev", deploymentWith("dev"));
  app.synth({ skipValidation: true });
  const functions = Object.entries(
    Template.fromStack(stack).findResources("AWS::Lambda::Function", {
      Properties: { Handler: "index.handler" },
    }),
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
  rmSync(outdir, { recursive: true });
}, 60_000);
