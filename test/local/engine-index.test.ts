import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startEngine } from "../../infra/local/engine.ts";
import { indexStream } from "../../infra/local/engine-index.ts";
import { createTable, engineClient } from "../../infra/local/local-table.ts";
import { streamOf } from "../../infra/local/stream-source.ts";
import { create, dynamodbTable } from "../../src/table/index.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "corehours-engine-"));
});
afterEach(() => rm(folder, { recursive: true }));

const tableName = "kept";

/** One run of the engine on the file: writes an item and answers what its stream has told so far. */
async function runWith(file: string, pk: string): Promise<readonly (string | undefined)[]> {
  const engine = await startEngine(file);
  const client = engineClient(engine.endpoint);
  await createTable(client, tableName);
  await dynamodbTable({ client, tableName }).commit([create({ pk, sk: "ONE" })]);
  const source = await streamOf(client, { endpoint: engine.endpoint, tableName });
  const [shard = ""] = await source.shards();
  const { records } = await source.records(await source.iterator(shard, undefined));
  client.destroy();
  await engine.stop();
  return records.map(({ dynamodb }) => dynamodb?.NewImage?.["pk"]?.S);
}

it("finds the next number of the stream without looking through all of it, run after run", async () => {
  const file = join(folder, "bank.db");
  expect(await runWith(file, "a")).toEqual(["a"]);
  expect(await runWith(file, "b")).toEqual(["a", "b"]);
  const database = new DatabaseSync(file);
  // The engine's own question, for each item that it writes.
  const plan = database
    .prepare(
      "EXPLAIN QUERY PLAN SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 " +
        "FROM _stream_records WHERE table_name = ?1",
    )
    .all();
  database.close();
  expect(plan).toMatchObject([{ detail: expect.stringContaining("INDEX corehours_stream_order") }]);
});

it("leaves a file alone that is kept in another way", () => {
  const file = join(folder, "other.db");
  const database = new DatabaseSync(file);
  database.exec("CREATE TABLE stream (number INTEGER)");
  indexStream(file);
  expect(database.prepare("SELECT name FROM sqlite_master").all()).toHaveLength(1);
  database.close();
});
