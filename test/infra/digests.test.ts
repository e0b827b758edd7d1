import { createServer } from "node:http";
import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it, onTestFinished } from "vitest";
import { bucketDigestStore } from "../../functions/digest-store.ts";
import { deploymentWith, templateOf, templateWith } from "./stacks.ts";

const template = templateOf("live");

describe("the store of digests", () => {
  it("is locked for years, versioned, encrypted, closed to the public and outlives its stack", () => {
    template.hasResource("AWS::S3::Bucket", {
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: {
        ObjectLockEnabled: true,
        ObjectLockConfiguration: {
          Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 7 * 366 } },
        },
        VersioningConfiguration: { Status: "Enabled" },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } },
          ],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      },
    });
  });

  it("can be added to by the schedule's function, which can do nothing else with it", () => {
    const policies = Object.entries(template.findResources("AWS::IAM::Policy"));
    const ours = policies.filter(([id]) => !id.startsWith("CustomCDKBucketDeployment"));
    expect(JSON.stringify(ours).match(/s3:\w+/g)).toEqual(["s3:PutObject"]);
    template.hasResourceProperties("AWS::IAM::Policy", {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: "s3:PutObject", Effect: "Allow" })]),
      },
      Roles: [{ Ref: Match.stringLikeRegexp("^ScheduleRole") }],
    });
    template.hasResourceProperties("AWS::Lambda::Function", {
      Environment: {
        Variables: Match.objectLike({
          DIGEST_BUCKET: { Ref: Match.stringLikeRegexp("^Digests") },
          METRIC_NAMESPACE: "Corehours/corehours-live",
        }),
      },
    });
  });

  it("keeps a digest for as many years as the deployment says, from one to ten", () => {
    templateWith("live", { digestYears: 10 }).hasResourceProperties("AWS::S3::Bucket", {
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 10 * 366 } } },
    });
    expect(() => deploymentWith("live", { digestYears: 0 })).toThrow();
  });
});

describe("every bucket", () => {
  it("keeps what it holds encrypted, and is spoken to over an encrypted line alone", () => {
    const buckets = Object.entries(template.findResources("AWS::S3::Bucket"));
    expect(buckets).toHaveLength(2);
    for (const [id, { Properties }] of buckets) {
      expect(JSON.stringify(Properties.BucketEncryption)).toContain('"SSEAlgorithm":"AES256"');
      template.hasResourceProperties("AWS::S3::BucketPolicy", {
        Bucket: { Ref: id },
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              ...{ Effect: "Deny", Action: "s3:*" },
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            }),
          ]),
        },
      });
    }
  });
});

/** A bucket that takes what it is given, or says that it has it. */
async function bucket(status: number) {
  const taken: { readonly path: string; readonly headers: object; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const body = Buffer.concat(parts).toString();
    taken.push({ path: `${request.method} ${request.url}`, headers: request.headers, body });
    response.writeHead(status).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const store = bucketDigestStore("digests", {
    endpoint: `http://127.0.0.1:${port}`,
    region: "local",
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  return { store, taken };
}

describe("keeping a digest in a bucket", () => {
  const digest = { hubId: "hub_1", day: "2026-01-06", previousHash: "", hash: "abc" };

  it("puts it under its hub and day, and only where nothing is yet", async () => {
    const { store, taken } = await bucket(200);
    await store.keep(digest);
    expect(taken).toHaveLength(1);
    expect(taken[0]?.path).toMatch(/^PUT \/digests\/hub_1\/2026-01-06\.json/);
    // A locked bucket takes nothing without a checksum.
    expect(taken[0]?.headers).toMatchObject({
      "if-none-match": "*",
      "x-amz-checksum-crc32": expect.any(String),
    });
    expect(taken[0]?.body).toContain(JSON.stringify(digest));
  });

  it("leaves one that is there as it is, and fails where it cannot be kept", async () => {
    await (await bucket(412)).store.keep(digest);
    await expect((await bucket(403)).store.keep(digest)).rejects.toThrow();
  });
});
