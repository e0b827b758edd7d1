import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import settings from "../../cdk.json" with { type: "json" };
import { readDeployments } from "../../infra/deployment.ts";
import { CorehoursStack } from "../../infra/stack.ts";
import { indexKeys, tableDefinition } from "../../src/table/index.ts";

const deployments = readDeployments(settings.context.deployments);

function templateOf(name: string): Template {
  const deployment = deployments[name];
  if (!deployment) throw new Error(`There is no deployment called ${name}.`);
  // Bundling the functions takes seconds and shows nothing about the table.
  const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
  return Template.fromStack(new CorehoursStack(app, `corehours-${name}`, deployment));
}

describe.each(["dev", "live"])("the %s deployment", (name) => {
  const template = templateOf(name);

  it("has the one table with the keys and indexes of the definition", () => {
    template.resourceCountIs("AWS::DynamoDB::Table", 1);
    template.hasResourceProperties("AWS::DynamoDB::Table", {
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: keySchema({ pk: tableDefinition.partitionKey, sk: tableDefinition.sortKey }),
      GlobalSecondaryIndexes: tableDefinition.indexes.map((index) =>
        Match.objectLike({
          KeySchema: keySchema(indexKeys(index)),
          Projection: { ProjectionType: "KEYS_ONLY" },
        }),
      ),
    });
  });

  it("lets expire what says that it may", () => {
    template.hasResourceProperties("AWS::DynamoDB::Table", {
      TimeToLiveSpecification: { AttributeName: tableDefinition.expiry, Enabled: true },
    });
  });

  it("can restore 35 days, refuses deletion and outlives its stack", () => {
    template.hasResource("AWS::DynamoDB::Table", {
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: {
          PointInTimeRecoveryEnabled: true,
          RecoveryPeriodInDays: 35,
        },
      },
    });
  });

  it("encrypts with a key of its own that is turned over and kept", () => {
    template.hasResourceProperties("AWS::DynamoDB::Table", {
      SSESpecification: {
        SSEEnabled: true,
        SSEType: "KMS",
        KMSMasterKeyId: { "Fn::GetAtt": [Match.stringLikeRegexp("^TableKey"), "Arn"] },
      },
    });
    template.hasResource("AWS::KMS::Key", {
      DeletionPolicy: "Retain",
      Properties: { EnableKeyRotation: true },
    });
  });

  it("tells its stream both what was and what is", () => {
    template.hasResourceProperties("AWS::DynamoDB::Table", {
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
  });

  // A scan would read everybody's data at once, and an update in place would dodge the versions.
  it("lets no function scan, update in place or touch the table itself", () => {
    const rights = JSON.stringify(template.findResources("AWS::IAM::Policy"));
    expect(rights).toContain("dynamodb:GetItem");
    expect(rights).not.toMatch(/dynamodb:(\*|Scan|UpdateItem|BatchWriteItem|\w*Table\w*)/);
  });
});

const keySchema = (keys: { readonly pk: string; readonly sk: string }) => [
  { AttributeName: keys.pk, KeyType: "HASH" },
  { AttributeName: keys.sk, KeyType: "RANGE" },
];
