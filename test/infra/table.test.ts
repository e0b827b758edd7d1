import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { CorehoursStack } from "../../infra/stack.ts";
import { indexKeys, nameOfIndex, tableDefinition } from "../../src/table/index.ts";
import {
  appWithoutBundles,
  deployments,
  deploymentWith,
  resource,
  templateOf,
  templateWith,
} from "./stacks.ts";

describe.each(deployments)("the table of the %s deployment", (name) => {
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

  it("serves no more than its cost fuse lets through, on the table and on every index", () => {
    const { read, write } = deploymentWith(name).tableUnitsPerSecond;
    const fuse = { MaxReadRequestUnits: read, MaxWriteRequestUnits: write };
    template.hasResourceProperties("AWS::DynamoDB::Table", {
      OnDemandThroughput: fuse,
      GlobalSecondaryIndexes: tableDefinition.indexes.map((index) =>
        Match.objectLike({ IndexName: nameOfIndex(index), OnDemandThroughput: fuse }),
      ),
    });
  });

  it("tells which keys are throttled, and no others", () => {
    const insights = { Enabled: true, Mode: "THROTTLED_KEYS" };
    template.hasResourceProperties("AWS::DynamoDB::Table", {
      ContributorInsightsSpecification: insights,
      GlobalSecondaryIndexes: tableDefinition.indexes.map(() =>
        Match.objectLike({ ContributorInsightsSpecification: insights }),
      ),
    });
  });
});

/*
 * CloudFormation makes a new one for a name that it does not know, and leaves the old one behind with
 * everything in it. So these names stand for good, whatever the files around them become.
 */
describe("what holds data", () => {
  it.each([
    ["AWS::DynamoDB::Table", "TableCD117FA1"],
    ["AWS::KMS::Key", "TableKeyF581D96F"],
    ["AWS::S3::Bucket", "DigestsBE0C6DEB"],
    ["AWS::Cognito::UserPool", "PeopleE38C8D03"],
    ["AWS::SecretsManager::Secret", "CursorSecretABAE1358"],
  ])("keeps its name in its stack: %s", (type, logicalId) => {
    for (const name of deployments) {
      expect(Object.keys(templateOf(name).findResources(type))).toContain(logicalId);
    }
  });

  it("outlives its stack, unless it can be made again", () => {
    const kinds = ["DynamoDB::Table", "KMS::Key", "S3::Bucket", "Cognito::UserPool"];
    const kept = kinds
      .flatMap((kind) => Object.entries(templateOf("live").findResources(`AWS::${kind}`)))
      .filter(([, { DeletionPolicy, UpdateReplacePolicy }]) =>
        [DeletionPolicy, UpdateReplacePolicy].every((policy) => policy === "Retain"),
      )
      .map(([id]) => id.slice(0, -8));
    expect(kept.sort()).toEqual(["Digests", "People", "Table", "TableKey"]);
  });

  it("is in a stack that nobody deletes by mistake", () => {
    const stack = new CorehoursStack(appWithoutBundles(), "corehours-dev", deploymentWith("dev"));
    expect(stack.terminationProtection).toBe(true);
  });
});

describe("after a restore", () => {
  const streamArn =
    "arn:aws:dynamodb:eu-west-2:111122223333:table/corehours-restored/stream/2026-11-28";
  const restoredTable = { name: "corehours-restored", streamArn };
  const template = templateWith("live", { restoredTable });

  it("every function uses the restored table, and none the old one", () => {
    const functions = template.findResources("AWS::Lambda::Function", {
      Properties: { Environment: { Variables: { TABLE_NAME: Match.anyValue() } } },
    });
    const names = Object.values(functions).map(
      ({ Properties }) => Properties.Environment.Variables.TABLE_NAME,
    );
    expect(names).toEqual(Array(4).fill("corehours-restored"));
    const rights = JSON.stringify(template.findResources("AWS::IAM::Policy"));
    expect(rights).toContain(":table/corehours-restored/index/by-i1");
    expect(rights).not.toContain("TableCD117FA1");
    const { EventSourceArn } = resource(
      template,
      "AWS::Lambda::EventSourceMapping",
      "StreamDynamo",
    ).Properties;
    expect(EventSourceArn).toBe(streamArn);
  });

  it("the old one stays as it was, to look into and to go back to", () => {
    const old = resource(template, "AWS::DynamoDB::Table");
    expect(old).toEqual(resource(templateOf("live"), "AWS::DynamoDB::Table"));
  });
});

const keySchema = (keys: { readonly pk: string; readonly sk: string }) => [
  { AttributeName: keys.pk, KeyType: "HASH" },
  { AttributeName: keys.sk, KeyType: "RANGE" },
];
