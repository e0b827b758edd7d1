import { CfnOutput, RemovalPolicy, type Stack } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ContributorInsightsMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { type IGrantable, PolicyStatement, type PolicyStatementProps } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { indexKeys, nameOfIndex, tableDefinition } from "../src/table/index.ts";
import type { Deployment } from "./deployment.ts";

/** People's hours: the longest history that can be restored, and no way to lose it by mistake. */
const restorableDays = 35;

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** Which keys are asked for too often is told by key, and only once some of them are throttled. */
const throttledKeys = {
  contributorInsightsSpecification: {
    enabled: true,
    mode: ContributorInsightsMode.THROTTLED_KEYS,
  },
};

/**
 * The one table, from the same definition the local engine creates it from. The one that functions
 * use is another after a restore; the stack's own stays as it is, to look into and to go back to.
 */
export function addTable(stack: Stack, deployment: Deployment): ITable {
  const { read, write } = deployment.tableUnitsPerSecond;
  const fuse = { maxReadRequestUnits: read, maxWriteRequestUnits: write };
  const encryptionKey = new Key(stack, "TableKey", {
    description: "Encrypts the table of Corehours.",
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const table = new Table(stack, "Table", {
    partitionKey: text(tableDefinition.partitionKey),
    sortKey: text(tableDefinition.sortKey),
    timeToLiveAttribute: tableDefinition.expiry,
    billingMode: BillingMode.PAY_PER_REQUEST,
    ...fuse,
    pointInTimeRecoverySpecification: {
      pointInTimeRecoveryEnabled: true,
      recoveryPeriodInDays: restorableDays,
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    ...throttledKeys,
  });
  for (const index of tableDefinition.indexes) {
    const keys = indexKeys(index);
    table.addGlobalSecondaryIndex({
      indexName: nameOfIndex(index),
      partitionKey: text(keys.pk),
      sortKey: text(keys.sk),
      projectionType: ProjectionType.KEYS_ONLY,
      ...fuse,
      ...throttledKeys,
    });
  }
  // The CDK says of its classes and interfaces in different ways that a part may be missing.
  const used = deployment.restoredTable
    ? restored(stack, deployment.restoredTable, encryptionKey)
    : (table as ITable);
  new CfnOutput(stack, "TableName", { value: used.tableName });
  return used;
}

const restored = (
  stack: Stack,
  { name, streamArn }: NonNullable<Deployment["restoredTable"]>,
  encryptionKey: Key,
): ITable =>
  Table.fromTableAttributes(stack, "RestoredTable", {
    tableName: name,
    tableStreamArn: streamArn,
    encryptionKey,
    globalIndexes: tableDefinition.indexes.map(nameOfIndex),
  });

/**
 * Just what `src/table` does: no scan, no update in place, nothing about the table itself. A
 * transaction needs no right of its own beyond those of the changes in it. The rights to the key are
 * those that DynamoDB asks for of whoever uses a table; giving it to others (CreateGrant), which it asks
 * for too, is for whoever makes the table. The key serves for the table alone.
 */
export function grantUse(stack: Stack, table: ITable, grantee: IGrantable): void {
  const { grantPrincipal } = grantee;
  const allow = (statement: PolicyStatementProps) =>
    grantPrincipal.addToPrincipalPolicy(new PolicyStatement(statement));
  const indexes = tableDefinition.indexes.map(
    (index) => `${table.tableArn}/index/${nameOfIndex(index)}`,
  );
  allow({
    actions: [
      "dynamodb:GetItem",
      "dynamodb:BatchGetItem",
      "dynamodb:PutItem",
      "dynamodb:DeleteItem",
      "dynamodb:ConditionCheckItem",
    ],
    resources: [table.tableArn],
  });
  allow({ actions: ["dynamodb:Query"], resources: [table.tableArn, ...indexes] });
  if (!table.encryptionKey) return;
  allow({
    actions: [
      "kms:Encrypt",
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:GenerateDataKey",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ],
    resources: [table.encryptionKey.keyArn],
    conditions: { StringEquals: { "kms:ViaService": `dynamodb.${stack.region}.amazonaws.com` } },
  });
}
