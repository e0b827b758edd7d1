import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startEngine } from "../../infra/local/engine.ts";
import {
  createTable,
  dropTable,
  engineClient,
  tableIdentity,
} from "../../infra/local/local-table.ts";
import { indexKeys, tableDefinition } from "../../src/table/index.ts";
import { freshTable, testEngine } from "../support/engine.ts";

describe("the local table", () => {
  it("has the keys, the indexes and the stream of the definition", async () => {
    const { client, tableName } = await freshTable();
    const { Table: made } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    expect(made?.KeySchema).toEqual(
      keySchema({ pk: tableDefinition.partitionKey, sk: tableDefinition.sortKey }),
    );
    expect(made?.GlobalSecondaryIndexes?.map((index) => index.KeySchema)).toEqual(
      tableDefinition.indexes.map((index) => keySchema(indexKeys(index))),
    );
    for (const index of made?.GlobalSecondaryIndexes ?? []) {
      expect(index.Projection).toMatchObject({ ProjectionType: "KEYS_ONLY" });
    }
    expect(made?.StreamSpecification?.StreamViewType).toBe("NEW_AND_OLD_IMAGES");
  });

  it("can be made again without harm, and dropped twice", async () => {
    const { client, tableName } = await freshTable();
    const identity = await tableIdentity(client, tableName);
    await createTable(client, tableName);
    expect(await tableIdentity(client, tableName)).toBe(identity);
    await dropTable(client, tableName);
    await dropTable(client, tableName);
  });
});

describe("a client", () => {
  // An administrator's shell has the region in a profile, and AWS believes no signature for another one.
  it("signs for the region of AWS whose engine is named, whatever the environment says", async () => {
    vi.stubEnv("AWS_REGION", undefined);
    const client = engineClient("https://dynamodb.eu-west-2.amazonaws.com");
    await expect(client.config.region()).resolves.toBe("eu-west-2");
    client.destroy();
  });
});

describe("the embedded engine", () => {
  it("ends when it is told to", async () => {
    const engine = await startEngine();
    const client = engineClient(engine.endpoint);
    await createTable(client, "short-lived");
    await engine.stop();
    await expect(fetch(engine.endpoint)).rejects.toThrow("fetch failed");
    client.destroy();
  });

  it("says what to do where there is none, and looks for none when another is named", async () => {
    const absent = () => undefined;
    vi.stubEnv("DYNAMODB_ENDPOINT", "");
    await expect(startEngine(undefined, absent)).rejects.toMatchObject({
      name: "CannotStart",
      message: `There is no embedded database engine for ${process.platform} ${process.arch} here.`,
      wayOn: expect.stringContaining("DYNAMODB_ENDPOINT=http://localhost:8000 npm start"),
    });
    const endpoint = await testEngine();
    vi.stubEnv("DYNAMODB_ENDPOINT", endpoint);
    const engine = await startEngine(undefined, absent);
    expect(engine.endpoint).toBe(endpoint);
    await engine.stop();
    expect((await fetch(endpoint, { method: "POST" })).status).toBeGreaterThan(0);
  });
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const keySchema = (keys: { readonly pk: string; readonly sk: string }) => [
  { AttributeName: keys.pk, KeyType: "HASH" },
  { AttributeName: keys.sk, KeyType: "RANGE" },
];
