import { beforeAll, describe, expect, it } from "vitest";
import { createScheduleHandler } from "../../functions/schedule-handler.ts";
import { dynamodbTable } from "../../src/table/index.ts";
import { livedBooks } from "../audit/books.ts";
import { exportOf, verdictOn } from "../audit/exporting.ts";
import type { Setting } from "../exchanges/town.ts";
import { helped } from "../ledger/helped.ts";
import { at, type Json } from "../support/api.ts";
import { contentsOf, copyOf } from "../support/copies.ts";
import { spoil } from "../support/spoiling.ts";

/*
 * The drill of infra/RUNBOOK.md: the table is damaged, brought back to a second before, and it is
 * proved that nothing up to that second was lost. What AWS keeps for every second is kept here for
 * the one that is restored.
 */

const restoredSecond = "2026-01-07T10:00:00.000Z";
const later = "2026-01-07T12:00:00.000Z";
const now = "2026-01-07T13:00:00.000Z";

type Kept = { readonly hubId: string; readonly day: string; readonly hash: string };

let its: Setting;
/** What the bucket holds, which no restore touches. */
const bucket: Kept[] = [];
/** The books as they were told before the damage: as of the second, and as of later. */
let before: readonly string[];
let lost: readonly string[];
/** The books of the damaged table, and of the restored one. */
let damaged: readonly string[];
let restored: readonly string[];
let digests: Json;

/** Asks as BRA's auditor, of the service over the table with this name. */
function askOver(tableName: string) {
  const { bank } = its;
  const table = (signal?: AbortSignal) =>
    dynamodbTable({ client: bank.client, tableName, ...(signal ? { signal } : {}) });
  const instance = bank.newInstance({ table });
  return async (query: string, variables: object): Promise<Json> => {
    const authorization = `Bearer ${await bank.tokenFor("vera")}`;
    const headers = { "content-type": "application/json", authorization };
    const { body } = await bank.send(
      { headers, body: JSON.stringify({ query, variables }) },
      instance,
    );
    return JSON.parse(body).data;
  };
}

beforeAll(async () => {
  its = await livedBooks();
  const { bank } = its;
  bank.at("2026-01-07T01:00:00.000Z");
  const night = createScheduleHandler({
    table: bank.table,
    now: bank.now,
    digests: { keep: async (digest) => void bucket.push(digest) },
  });
  await night();
  bank.at("2026-01-07T09:30:00.000Z");
  await helped(its, { provider: "kofi", payer: "amina", minutes: 45 });
  bank.at(restoredSecond);
  const asItWas = await contentsOf(bank.client, bank.tableName);
  bank.at("2026-01-07T11:00:00.000Z");
  await helped(its, { provider: "grace", payer: "amina", minutes: 30 });
  bank.at(now);
  const ask = askOver(bank.tableName);
  before = await exportOf(ask, its.bra, { asOf: restoredSecond });
  lost = await exportOf(ask, its.bra, { asOf: later });
  const key = { pk: `acc${its.amina.slice(3)}`, sk: "00000002" };
  await spoil(bank.client, bank.tableName, { key, fields: { minutes: 600 } });
  damaged = await exportOf(ask, its.bra, { asOf: later }).catch(() => []);
  const { tableName } = await copyOf(bank.client, asItWas);
  const askRestored = askOver(tableName);
  restored = await exportOf(askRestored, its.bra, { asOf: restoredSecond });
  digests = at(
    await askRestored("query ($id: ID!) { ledgerDigests(hubId: $id) { nodes { day hash } } }", {
      id: its.bra,
    }),
    "ledgerDigests.nodes",
  );
}, 60_000);

describe("a table that was damaged and restored to a second", () => {
  it("had damage that shows: the books cannot be told, or do not add up", () => {
    expect(damaged.length === 0 || verdictOn(damaged).problemCount > 0).toBe(true);
  });

  it("tells the books as of that second to the byte as they were told before", () => {
    expect(before.length).toBeGreaterThan(20);
    expect(restored).toEqual(before);
  });

  it("holds books that anybody can check, with nothing wrong in them", () => {
    expect(verdictOn(restored)).toMatchObject({ problemCount: 0 });
  });

  it("has the days' digests that lie where no restore reaches", () => {
    const kept = bucket.filter(({ hubId }) => hubId === its.bra);
    expect(kept.length).toBeGreaterThan(0);
    expect(digests).toEqual(kept.map(({ day, hash }) => ({ day, hash })).toReversed());
  });

  it("lacks what came after, which the export from before the damage names line by line", () => {
    const has = new Set(restored);
    const journals = lost.filter((line) => !has.has(line) && line.includes('"type":"journal"'));
    expect(journals).toHaveLength(1);
    expect(journals[0]).toContain('"minutes":30');
  });
});
