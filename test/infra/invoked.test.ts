import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Entry } from "../../infra/bundling/index.ts";
import { streamOf } from "../../infra/local/stream-source.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { helped } from "../ledger/helped.ts";
import { at } from "../support/api.ts";
import { type FreshTable, freshTable, testEngine } from "../support/engine.ts";
import { bundleOf } from "./bundles.ts";
import { eventOf, invoke } from "./lambda.ts";
import { resource, templateOf } from "./stacks.ts";

/*
 * What is deployed, called as Lambda calls it: each bundle with the settings that the stack gives it
 * and no others, and with events in the form in which AWS sends them.
 */

const entries = ["graphql", "schedule", "stream", "webhook"] as const satisfies readonly Entry[];
let stored: FreshTable;
let server: Server;
let cloud: string;

beforeAll(async () => {
  stored = await freshTable();
  // Stands for the queue and the bucket: takes what it is given.
  server = createServer((request, response) => {
    request.resume().on("end", () => response.end("{}"));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  cloud = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  templateOf("dev");
  for (const entry of entries) await bundleOf(entry);
}, 120_000);
afterAll(() => server.close());

/** The settings of the template, with what exists only in the cloud put in. */
async function settingsOf(
  entry: Entry,
  tableName = stored.tableName,
): Promise<Record<string, string>> {
  const id = `${entry.slice(0, 1).toUpperCase()}${entry.slice(1)}`;
  const said = resource(templateOf("dev"), "AWS::Lambda::Function", id).Properties.Environment
    .Variables;
  const known: Readonly<Record<string, string>> = {
    TABLE_NAME: tableName,
    TOKEN_ISSUER: "https://login.example.org/",
    TOKEN_KEYS_URL: `${cloud}/keys`,
    CURSOR_SECRET: "a secret for tests, and for nothing else",
    DIGEST_BUCKET: "digests",
    WEBHOOK_QUEUE_URL: `${cloud}/111122223333/webhooks`,
  };
  const settings = Object.keys(said).map((name) => [name, known[name] ?? String(said[name])]);
  return {
    ...Object.fromEntries(settings),
    AWS_ENDPOINT_URL_DYNAMODB: await testEngine(),
    AWS_ENDPOINT_URL_S3: cloud,
  };
}

async function call(entry: Entry, event: object, tableName?: string) {
  const { folder } = await bundleOf(entry);
  return invoke(folder, await settingsOf(entry, tableName), event);
}

/** What the engine's stream itself tells of an hour that was given, from the proposal to the settlement. */
async function toldOfHelp(its: Setting) {
  const { bank } = its;
  const endpoint = await testEngine();
  const source = await streamOf(bank.client, { endpoint, tableName: bank.tableName });
  const [shard = ""] = await source.shards();
  const from = async (place: string | undefined) =>
    (await source.records(await source.iterator(shard, place))).records;
  const place = (await from(undefined)).at(-1)?.dynamodb?.SequenceNumber;
  await helped(its, { provider: "grace", payer: "amina", minutes: 60 });
  return from(place);
}

async function hoursIn({ bank, bra }: Setting) {
  const query = `query ($id: ID!, $month: String!) {
    monthInNumbers(scopeId: $id, month: $month) { measures { name value } }
  }`;
  const asked = { id: bra, month: bank.now().slice(0, 7) };
  return at(await bank.as("priya").must(query, asked), "monthInNumbers.measures");
}

const metricsIn = (log: readonly string[]): Record<string, unknown> =>
  Object.assign({}, ...log.filter((line) => line.includes("_aws")).map((line) => JSON.parse(line)));

describe("what is deployed, called as Lambda calls it", { timeout: 60_000 }, () => {
  it("answers a request of the HTTP API, and counts it", async () => {
    const { answer, log } = await call("graphql", eventOf("http"));
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(JSON.parse(Object(answer).body)).toMatchObject({ data: { areas: { nodes: [] } } });
    expect(metricsIn(log)).toMatchObject({ Operation: "areas", status: 200 });
  });

  it("refuses a request of the HTTP API that GraphQL never sees", async () => {
    const event = { ...eventOf("http"), body: "bm8gSlNPTg==", isBase64Encoded: true };
    const { answer, log } = await call("graphql", event);
    expect(answer).toMatchObject({ statusCode: 400 });
    expect(metricsIn(log)).toMatchObject({ Operation: "none", Code: "BAD_REQUEST" });
  });

  it("keeps its deadlines when the clock calls", async () => {
    const { answer, log } = await call("schedule", eventOf("schedule"));
    expect(answer).toBeNull();
    expect(log.filter((line) => line.includes("ERROR"))).toEqual([]);
    expect(metricsIn(log)).toMatchObject({ OverdueVisits: 0 });
  });

  it("hears a settlement from the stream, whole, and once however often it comes", async () => {
    const its = await setting();
    const Records = await toldOfHelp(its);
    expect(Records.length).toBeGreaterThan(3);
    const seen: unknown[] = [await hoursIn(its)];
    // The account that sets the minutes aside and both that the settlement moves; then nothing new.
    for (const EntriesCounted of [3, 0]) {
      const { answer, log } = await call("stream", { Records }, its.bank.tableName);
      expect(answer).toEqual({ batchItemFailures: [] });
      expect(metricsIn(log)).toMatchObject({
        StreamRecords: Records.length,
        StreamPoison: 0,
        StreamFailures: 0,
        EntriesCounted,
      });
      seen.push(await hoursIn(its));
    }
    expect(seen[1]).not.toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[1]);
  });

  it("lets go of a message of the queue whose delivery is not there any more", async () => {
    const { answer, log } = await call("webhook", eventOf("queue"));
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(metricsIn(log)).toMatchObject({ WebhookFailures: 0, WebhooksDelivered: 0 });
  });

  it("does not start without what the stack sets, so nothing is found out only later", async () => {
    for (const entry of entries) {
      const settings = await settingsOf(entry);
      const { TABLE_NAME: _left, ...rest } = settings;
      await expect(invoke((await bundleOf(entry)).folder, rest, {})).rejects.toThrow();
    }
  });
});
