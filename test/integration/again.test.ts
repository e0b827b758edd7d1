import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { createStreamHandler } from "../../functions/stream-handler.ts";
import { streamOf } from "../../infra/local/stream-source.ts";
import { exchangeMoved } from "../../src/exchanges/index.ts";
import { changeOf } from "../../src/table/index.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { helped } from "../ledger/helped.ts";
import { at } from "../support/api.ts";
import { testEngine } from "../support/engine.ts";
import { registered } from "../support/webhooks.ts";

/*
 * The way back that infra/RUNBOOK.md gives for a record that the stream's function was not able to do
 * and that was given up: what GetRecords answers from its number on is handed to the function as it is.
 */

async function toldSince(its: Setting, place: string | undefined) {
  const { client, tableName } = its.bank;
  const source = await streamOf(client, { endpoint: await testEngine(), tableName });
  const [shard = ""] = await source.shards();
  return (await source.records(await source.iterator(shard, place))).records;
}

const factsFor = async ({ bank }: Setting, id: string) => {
  const query =
    "query ($id: ID!) { webhookDeliveries(webhookId: $id, first: 50) { nodes { type } } }";
  const nodes = at(await bank.as("priya").must(query, { id }), "webhookDeliveries.nodes");
  return (Array.isArray(nodes) ? nodes : []).map((node) => at(node, "type")).toSorted();
};

const hoursOf = async ({ bank, bra }: Setting) => {
  const query = `query ($id: ID!, $month: String!) {
    monthInNumbers(scopeId: $id, month: $month) { measures { name value } }
  }`;
  return bank.as("priya").must(query, { id: bra, month: bank.now().slice(0, 7) });
};

const isOf = (status: string) => (record: DynamoDBRecord) =>
  exchangeMoved(changeOf({ ...record.dynamodb }))?.status === status;

describe("a record that was given up and is heard again", () => {
  it("brings what was missed, once, whatever came after it and however often it comes", async () => {
    const its = await setting();
    const { bank, bra: hubId } = its;
    const sent: string[] = [];
    const send = async (ids: readonly string[]) => void sent.push(...ids);
    const hear = createStreamHandler({ table: bank.table, queue: { send }, now: bank.now });
    const facts = ["EXCHANGE_AGREED", "EXCHANGE_SETTLED"];
    const webhookId = await registered(bank, { hubId, facts });
    const before = (await toldSince(its, undefined)).at(-1)?.dynamodb?.SequenceNumber;
    await helped(its, { provider: "grace", payer: "amina", minutes: 60 });
    const all = await toldSince(its, before);
    const lost = all.findIndex(isOf("AGREED"));
    expect(lost).toBeGreaterThan(0);
    await hear({ Records: all.filter((_record, place) => place !== lost) });
    expect(await factsFor(its, webhookId)).toEqual(["EXCHANGE_SETTLED"]);
    const hours = await hoursOf(its);
    // As the command line writes it down: with more in it than an event has.
    const answer = { Records: all.slice(lost), NextShardIterator: "on" };
    for (const again of [answer, answer]) {
      expect(await hear(JSON.parse(JSON.stringify(again)))).toEqual({ batchItemFailures: [] });
      expect(await factsFor(its, webhookId)).toEqual(facts);
      expect(await hoursOf(its)).toEqual(hours);
    }
    await hear({ Records: [...(await toldSince(its, all.at(-1)?.dynamodb?.SequenceNumber))] });
    expect(new Set(sent).size).toBe(2);
  });
});
