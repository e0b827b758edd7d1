import type { DynamoDBRecord } from "aws-lambda";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createStreamHandler } from "../../functions/stream-handler.ts";
import { streamOf } from "../../infra/local/stream-source.ts";
import { Busy, create } from "../../src/table/index.ts";
import { make } from "../exchanges/town.ts";
import { testEngine } from "../support/engine.ts";
import { deadLetter, registered, testEvent } from "../support/webhooks.ts";
import { type Books, deeds, doAll, expected, someBooks, told } from "./books.ts";

let books: Books;
beforeAll(async () => {
  books = await someBooks();
  const [first] = fc.sample(deeds, { numRuns: 1, seed: 7 });
  await doAll(books, first ?? []);
});

/** All that the table's stream has told so far, as Lambda would be handed it. */
async function records(): Promise<readonly DynamoDBRecord[]> {
  const { client, tableName } = books.bank;
  const source = await streamOf(client, { endpoint: await testEngine(), tableName });
  const [shard = ""] = await source.shards();
  return (await source.records(await source.iterator(shard, undefined))).records;
}

function handlerWith(more: Partial<Parameters<typeof createStreamHandler>[0]> = {}) {
  const metrics: Readonly<Record<string, number>>[] = [];
  const log: object[] = [];
  const sent: string[] = [];
  const handler = createStreamHandler({
    table: books.bank.table,
    queue: { send: async (ids) => void sent.push(...ids) },
    now: books.bank.now,
    log: (line) => log.push(line),
    measure: (told) => metrics.push(told),
    ...more,
  });
  return {
    hear: async (some: readonly DynamoDBRecord[]) => handler({ Records: [...some] }),
    metrics,
    log,
    sent,
  };
}

describe("the stream function", () => {
  it("asks for all from the first record on that it could not do, and does the rest once", async () => {
    const all = await records();
    let calls = 0;
    const inner = books.bank.table();
    const dying = handlerWith({
      table: () => ({
        ...inner,
        commit: async (writes) => {
          calls += 1;
          if (calls > 3) throw new Error("the table is gone");
          return inner.commit(writes);
        },
      }),
    });
    // Account by account, so that some are done before the table is gone.
    const failed: (string | undefined)[] = [];
    for (const record of all) {
      const { batchItemFailures } = await dying.hear([record]);
      failed.push(...batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    }
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]).toBe(
      all.find(({ dynamodb }) => dynamodb?.SequenceNumber === failed[0])?.dynamodb?.SequenceNumber,
    );
    const { batchItemFailures } = await dying.hear(all);
    expect(batchItemFailures).toHaveLength(1);
    const well = handlerWith();
    expect(await well.hear(all)).toEqual({ batchItemFailures: [] });
    expect(await told(books, inner)).toEqual(await expected(books));
  });

  it("counts what nobody can read, tells of it, and holds up nothing for it", async () => {
    const all = await records();
    const spoilt = all.map((record) => structuredClone(record));
    const entries = spoilt.filter(({ dynamodb }) =>
      dynamodb?.NewImage?.["pk"]?.S?.startsWith("acc_"),
    );
    const [first] = entries;
    if (!first?.dynamodb?.NewImage) throw new Error("There is no entry.");
    // An account that nobody has heard of, in a hub that is not there.
    first.dynamodb.NewImage["pk"] = { S: `acc_${"0".repeat(26)}` };
    first.dynamodb.NewImage["sk"] = { S: "00000001" };
    first.dynamodb.NewImage["hubId"] = { S: `hub_${"0".repeat(26)}` };
    const odd: DynamoDBRecord = {
      eventName: "INSERT",
      dynamodb: { NewImage: { v: { S: "?" } }, SequenceNumber: "0" },
    };
    const its = handlerWith();
    expect(await its.hear([odd, ...spoilt])).toEqual({ batchItemFailures: [] });
    expect(its.metrics).toEqual([
      expect.objectContaining({
        StreamPoison: 2,
        StreamFailures: 0,
        StreamRecords: all.length + 1,
      }),
    ]);
    const named = its.log.filter((line) => Object(line).name === "PoisonRecords");
    expect(named).toMatchObject([
      { room: "stream", places: ["0"] },
      { room: "insight", places: [`acc_${"0".repeat(26)}`] },
    ]);
    expect(await told(books, books.bank.table())).toEqual(await expected(books));
  });

  it("holds up nothing for a webhook that is not as it must be", async () => {
    const { bank, hubIds } = books;
    const [hubId = ""] = hubIds;
    const webhookId = `whk_${"0".repeat(26)}`;
    const image = (status: string) => ({
      ...{ pk: { S: webhookId }, sk: { S: "WEBHOOK" }, status: { S: status } },
    });
    const images = { OldImage: image("PAUSED"), NewImage: image("ACTIVE") };
    const resumed = { dynamodb: { ...images, SequenceNumber: "7" } };
    await bank.table().commit([create({ pk: webhookId, sk: "WEBHOOK", version: 1, hubId })]);
    const its = handlerWith();
    expect(await its.hear([resumed])).toEqual({ batchItemFailures: [] });
    expect(its.metrics).toMatchObject([{ StreamPoison: 1, StreamFailures: 0 }]);
    expect(its.log).toContainEqual(
      expect.objectContaining({ name: "PoisonRecords", places: [webhookId] }),
    );
  });

  it("hands everything back when it cannot even begin", async () => {
    const all = await records();
    const inner = books.bank.table();
    const its = handlerWith({
      table: () => ({
        ...inner,
        get: async () => {
          throw new Busy("slow down");
        },
      }),
    });
    const firstOne = all.map(({ dynamodb }) => dynamodb?.SequenceNumber)[0];
    expect(await its.hear(all)).toEqual({ batchItemFailures: [{ itemIdentifier: firstOne }] });
  });

  it("sends a message for what was put on its way, again where the queue was not there", async () => {
    const { bank, hubIds } = books;
    const [hubId = ""] = hubIds;
    const person = { firstName: "Priya", lastName: "Test", bornOn: "1980-05-05" };
    const personId = await make(bank, "priya", ["registerPerson", "person", person]);
    const role = { personId, role: "BROKER", scopeId: hubId, reason: "Runs the hub." };
    await make(bank, "steward", ["grantRole", "role", role]);
    const webhookId = await registered(bank, { hubId });
    const deliveryId = await testEvent(bank, webhookId);
    const all = await records();
    const broken = handlerWith({
      queue: {
        send: async (ids) => {
          if (ids.length > 0) throw new Error("no queue");
        },
      },
    });
    const { batchItemFailures } = await broken.hear(all);
    const placeOf = all.find(({ dynamodb }) => dynamodb?.NewImage?.["pk"]?.S === deliveryId);
    expect(batchItemFailures).toEqual([{ itemIdentifier: placeOf?.dynamodb?.SequenceNumber }]);
    const well = handlerWith();
    await well.hear(all);
    expect(well.sent).toEqual([deliveryId]);
    const dead = await deadLetter(bank, webhookId);
    const later = handlerWith();
    await later.hear((await records()).slice(all.length));
    // Its tries are changes too, and put nothing on its way.
    expect(later.sent).toEqual([dead]);
  });
});
