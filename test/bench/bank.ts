import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DynamoDBClient, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { type BankAnswer, createLocalApi, type LocalBank } from "../../infra/local/bank.ts";
import { startEngine } from "../../infra/local/engine.ts";
import { httpAnswer, httpEvent } from "../../infra/local/http-event.ts";
import { createIssuer, newKey } from "../../infra/local/issuer.ts";
import { createTable, engineClient } from "../../infra/local/local-table.ts";
import { dynamodbTable, type Table, type Usage } from "../../src/table/index.ts";

export const tableName = "corehours-bench";
/** The moment of everything that is measured, so that no token ends meanwhile. */
export const now = new Date().toISOString();

/** Thrown instead of sending, when a transaction is only to be looked at. */
const captured = new Error("The transaction was captured, not sent.");

export type Bank = {
  readonly client: DynamoDBClient;
  /** The table of this bank, for what no request does. */
  readonly table: () => Table;
  /** What the engine counted since this list was last emptied; only while `meter` is on. */
  readonly usage: Usage[];
  /** Asking the engine to count makes every answer longer, so it is off where time is measured. */
  readonly meter: { isOn: boolean };
  /** The transaction that some work would send, which is not sent. */
  readonly capture: (work: () => Promise<unknown>) => Promise<TransactWriteItemsCommand>;
  readonly story: LocalBank;
  /** Asks as a persona, whose token is signed once: people keep one for an hour. */
  readonly ask: (persona: string, document: string, variables?: object) => Promise<BankAnswer>;
  /** Ends it and hands over the folder with its data. */
  readonly close: () => Promise<string>;
  /** Ends it and throws its data away. */
  readonly stop: () => Promise<void>;
};

/**
 * A bank on an engine of its own that keeps its data in a file, as `npm start` does. It begins
 * with a copy of what another left behind, or with nothing. Every measurement has a bank of its
 * own, so that none is slowed by what another left in the engine's memory.
 */
export async function openBank(left?: string): Promise<Bank> {
  const folder = await mkdtemp(join(tmpdir(), "corehours-bench-"));
  if (left !== undefined) await cp(left, folder, { recursive: true });
  const engine = await startEngine(join(folder, "bank.db"));
  const client = engineClient(engine.endpoint);
  await createTable(client, tableName);
  const usage: Usage[] = [];
  const meter = { isOn: false };
  const catcher = catching(client);
  const issuer = await createIssuer(await newKey());
  const table = () =>
    dynamodbTable({
      client: catcher.client,
      tableName,
      ...(meter.isOn ? { onUsage: (used: Usage) => usage.push(used) } : {}),
    });
  const { bank, handler } = createLocalApi({
    table,
    issuer,
    cursorSecret: "a secret for the bench, and for nothing else",
  });
  const tokens = new Map<string, string>();
  const ask: Bank["ask"] = async (persona, document, variables = {}) => {
    const token = tokens.get(persona) ?? (await issuer.sign(persona, now));
    tokens.set(persona, token);
    const request = {
      method: "POST",
      target: "/graphql",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: Buffer.from(JSON.stringify({ query: document, variables })),
    };
    const result = await handler(httpEvent(request, Date.parse(now)));
    return JSON.parse(httpAnswer(result).body.toString());
  };
  const close = async () => {
    client.destroy();
    await engine.stop();
    return folder;
  };
  const stop = async () => rm(await close(), { recursive: true });
  return { client, table, usage, meter, capture: catcher.capture, story: bank, ask, close, stop };
}

/** A client that can hand over the next transaction instead of sending it. */
function catching(client: DynamoDBClient) {
  let held: TransactWriteItemsCommand | undefined;
  let isCatching = false;
  const watching: DynamoDBClient = Object.create(client, {
    send: {
      value: (command: Parameters<DynamoDBClient["send"]>[0]) => {
        if (!isCatching || !(command instanceof TransactWriteItemsCommand)) {
          return client.send(command);
        }
        held = command;
        throw captured;
      },
    },
  });
  const capture: Bank["capture"] = async (work) => {
    isCatching = true;
    await work().catch(() => undefined);
    isCatching = false;
    if (!held) throw new Error("There was no transaction to capture.");
    return new TransactWriteItemsCommand(held.input);
  };
  return { client: watching, capture };
}
