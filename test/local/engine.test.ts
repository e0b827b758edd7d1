import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { create } from "../../src/table/index.ts";
import { freshTable } from "../support/engine.ts";

it("makes a table with the four indexes and a stream", async () => {
  const { client, tableName, table, usage } = await freshTable();
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  console.log(Table?.TableArn, Table?.CreationDateTime, Table?.StreamSpecification, Table?.GlobalSecondaryIndexes);
  expect(await table().get({ pk: "a", sk: "b" })).toBeUndefined();
  expect(usage.calls()).toHaveLength(1);
  await table().commit([create({pk:"a",sk:"b",i1pk:"x",i1sk:"y"})]);
  expect(await table().walkIndex({ index: "i1", pk: "x", limit: 2})).toHaveLength(1);
});
