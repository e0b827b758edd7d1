import { CfnOutput, RemovalPolicy, type Stack } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { indexKeys, nameOfIndex, tableDefinition } from "../src/table/index.ts";

/** People's hours: the longest history that can be restored, and no way to lose it by mistake. */
const restorableDays = 35;

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The one table, from the same definition the local engine creates it from. */
export function addTable(stack: Stack): Table {
  const key = new Key(stack, "TableKey", {
    description: "Encrypts the table of Corehours.",
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const table = new Table(stack, "Table", {
    partitionKey: text(tableDefinition.partitionKey),
    sortKey: text(tableDefinition.sortKey),
    timeToLiveAttribute: tableDefinition.expiry,
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: {
      pointInTimeRecoveryEnabled: true,
      recoveryPeriodInDays: restorableDays,
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
  });
  for (const index of tableDefinition.indexes) {
    const keys = indexKeys(index);
    table.addGlobalSecondaryIndex({
      indexName: nameOfIndex(index),
      partitionKey: text(keys.pk),
      sortKey: text(keys.sk),
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
  new CfnOutput(stack, "TableName", { value: table.tableName });
  return table;
}

/**
 * Just what `src/table` does: no scan, no update in place, nothing about the table itself. A
 * transaction needs no right of its own beyond those of the changes in it.
 */
export function grantUse(table: Table, grantee: IGrantable): void {
  table.grant(
    grantee,
    "dynamodb:GetItem",
    "dynamodb:BatchGetItem",
    "dynamodb:Query",
    "dynamodb:PutItem",
    "dynamodb:DeleteItem",
    "dynamodb:ConditionCheckItem",
  );
  table.encryptionKey?.grantEncryptDecrypt(grantee);
}
