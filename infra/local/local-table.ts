import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { dynamodbClient, indexKeys, nameOfIndex, tableDefinition } from "../../src/table/index.ts";

/** A client for an engine on this machine, or for AWS when that is what the address names. */
export function engineClient(endpoint: string): DynamoDBClient {
  const { hostname } = new URL(endpoint);
  if (hostname.endsWith(".amazonaws.com")) {
    // AWS refuses what is signed for another region than the one that is asked, or for none.
    const [, region = ""] = hostname.split(".");
    return dynamodbClient({ endpoint, region });
  }
  const region = process.env.AWS_REGION ?? "local";
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return dynamodbClient({ endpoint, region, credentials });
}

/** Makes the table if it is not there yet, from the definition the deployed stack uses too. */
export async function createTable(client: DynamoDBClient, name: string): Promise<void> {
  let isNew = true;
  try {
    await client.send(new CreateTableCommand(tableInput(name)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    isNew = false;
  }
  if ((await statusOf(client, name)) !== "ACTIVE") {
    await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName: name });
  }
  // AWS refuses to be told this twice.
  if (isNew) await letExpire(client, name);
}

async function letExpire(client: DynamoDBClient, name: string): Promise<void> {
  const expiry = { AttributeName: tableDefinition.expiry, Enabled: true };
  await client.send(
    new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification: expiry }),
  );
}

/** Says which table this is, so that notes about its content are not believed of another one. */
export async function tableIdentity(client: DynamoDBClient, name: string): Promise<string> {
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
  return `${table?.TableArn ?? name} ${table?.CreationDateTime?.toISOString() ?? ""}`;
}

/** Takes the table away with all it holds. */
export async function dropTable(client: DynamoDBClient, name: string): Promise<void> {
  try {
    await client.send(new DeleteTableCommand({ TableName: name }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return;
    throw error;
  }
  if (await statusOf(client, name)) {
    await waitUntilTableNotExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName: name });
  }
}

async function statusOf(client: DynamoDBClient, name: string): Promise<string | undefined> {
  try {
    const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return table?.TableStatus;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function tableInput(name: string) {
  const base = { pk: tableDefinition.partitionKey, sk: tableDefinition.sortKey };
  const indexes = tableDefinition.indexes.map((index) => ({ index, keys: indexKeys(index) }));
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST" as const,
    AttributeDefinitions: [base, ...indexes.map(({ keys }) => keys)]
      .flatMap(({ pk, sk }) => [pk, sk])
      .map((attribute) => ({ AttributeName: attribute, AttributeType: "S" as const })),
    KeySchema: keySchema(base),
    GlobalSecondaryIndexes: indexes.map(({ index, keys }) => ({
      IndexName: nameOfIndex(index),
      KeySchema: keySchema(keys),
      Projection: { ProjectionType: "KEYS_ONLY" as const },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" as const },
  };
}

const keySchema = (keys: { readonly pk: string; readonly sk: string }): KeySchemaElement[] => [
  { AttributeName: keys.pk, KeyType: "HASH" },
  { AttributeName: keys.sk, KeyType: "RANGE" },
];
