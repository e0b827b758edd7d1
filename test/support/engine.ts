import { randomUUID } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Engine, startEngine } from "../../infra/local/engine.ts";
import { createTable, engineClient } from "../../infra/local/local-table.ts";
import { dynamodbTable, type Table, type Usage } from "../../src/table/index.ts";

/** What the engine was asked and what it counted, since the last `reset`. */
type Meter = {
  readonly calls: () => readonly Usage[];
  readonly readUnits: () => number;
  readonly writeUnits: () => number;
  readonly reset: () => void;
};

export type FreshTable = {
  /** A new instance on the same stored data: take one for each request, as the handler does. */
  readonly table: (signal?: AbortSignal) => Table;
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly usage: Meter;
};

/**
 * An empty table of its own for one test file, on that file's engine unless another is
 * named. Counting units is cheap, so it is always on.
 */
export async function freshTable(endpoint?: string): Promise<FreshTable> {
  const client = engineClient(endpoint ?? (await testEngine()));
  const tableName = `test-${randomUUID()}`;
  await createTable(client, tableName);
  let calls: Usage[] = [];
  const sum = (unit: "readUnits" | "writeUnits") =>
    calls.reduce((total, call) => total + call[unit], 0);
  return {
    table: (signal) =>
      dynamodbTable({
        client,
        tableName,
        onUsage: (usage) => calls.push(usage),
        ...(signal ? { signal } : {}),
      }),
    client,
    tableName,
    usage: {
      calls: () => calls,
      readUnits: () => sum("readUnits"),
      writeUnits: () => sum("writeUnits"),
      reset: () => {
        calls = [];
      },
    },
  };
}

let running: Promise<Engine> | undefined;

/**
 * Where the engine of this test file answers, in memory; it starts when it is first asked for.
 * A fresh one for each file, because in memory an engine slows with every item it wrote.
 */
export async function testEngine(): Promise<string> {
  running ??= startEngine();
  return (await running).endpoint;
}

export async function stopTestEngine(): Promise<void> {
  const engine = running;
  running = undefined;
  await (await engine)?.stop();
}
