import { beforeEach, describe, expect, it } from "vitest";
import { costLimit } from "../../src/graphql/cost.ts";
import { defaultRates } from "../../src/graphql/rate/index.ts";
import { Busy, type Table } from "../../src/table/index.ts";
import { type HttpWish, type TestBank, testBank } from "../support/api.ts";
import { contentsOf } from "../support/copies.ts";

const rates = {
  signedIn: { burst: 12_000, perMinute: 6_000 },
  anonymous: { burst: 6_000, perMinute: 1_200 },
};
const json = { "content-type": "application/json" };

/** Costs 1,801 points, and finds nothing. */
const heavy = "{ areas(first: 100) { nodes { children(first: 8) { pageInfo { hasNextPage } } } } }";
const light = "{ __typename }";

let bank: TestBank;
type Instance = ReturnType<TestBank["newInstance"]>;

async function ask(wish: HttpWish & { query: string; as?: string }, instance?: Instance) {
  const { query, as, ...rest } = wish;
  const token = as === undefined ? {} : { authorization: `Bearer ${await bank.tokenFor(as)}` };
  const body = JSON.stringify({ query });
  const got = await bank.send(
    { body, ...rest, headers: { ...json, ...token, ...wish.headers } },
    instance,
  );
  return { ...got, ...JSON.parse(got.body) };
}

/** Asks until it is refused; how often it was not. */
async function askUntilRefused(wish: Parameters<typeof ask>[0], instance?: Instance) {
  for (let count = 0; count < 100; count++) {
    const answer = await ask(wish, instance);
    if (answer.status !== 200) return { count, answer };
  }
  throw new Error("It was never refused.");
}

const bucketCalls = () => bank.usage.calls().map(({ operation }) => operation);

describe("with the usual limits", () => {
  beforeEach(async () => {
    bank = await testBank(undefined, defaultRates);
  });

  it("somebody's visit reads and writes nothing more", async () => {
    for (let count = 0; count < 15; count++)
      await ask({ query: "{ me { person { id } } }", as: "amina" });
    expect(bank.usage.writeUnits()).toBe(0);
    expect(new Set(bucketCalls())).toEqual(new Set(["Query"]));
  });

  it("a busy caller costs one unit for every 2,000 points", async () => {
    for (let count = 0; count < 2; count++) await ask({ query: heavy, as: "amina" });
    bank.usage.reset();
    await ask({ query: light, as: "amina" });
    expect(bucketCalls().toSorted()).toEqual(["GetItem", "Query", "create"]);
    expect(bank.usage.writeUnits()).toBe(1);
    // What was seen last is still right when nobody else served this caller: no reading any more.
    for (let count = 0; count < 2; count++) await ask({ query: heavy, as: "amina" });
    bank.usage.reset();
    await ask({ query: light, as: "amina" });
    expect(bucketCalls().toSorted()).toEqual(["Query", "replace"]);
    expect(bank.usage.writeUnits()).toBe(1);
  });

  it("what is kept of a caller is small, names nobody and has an end", async () => {
    for (let count = 0; count < 2; count++) await ask({ query: heavy, as: "amina" });
    await ask({ query: light, as: "amina" });
    const [kept, ...others] = await contentsOf(bank.client, bank.tableName);
    expect(others).toEqual([]);
    const seconds = Date.parse(bank.now()) / 1000;
    expect(kept).toEqual({
      pk: { S: expect.stringMatching(/^RATE#[\w-]{22}$/) },
      sk: { S: "BUCKET" },
      version: { N: "1" },
      at: { N: String(seconds * 1000) },
      level: { N: String(30_000 - 2 * 1_801 - 10) },
      // When it is full again, it says no more than no bucket does.
      ttl: { N: String(seconds + Math.ceil((2 * 1_801 + 10) / 200)) },
    });
  });

  it("somebody who looks in now and then never costs a write", async () => {
    for (let count = 0; count < 8; count++) {
      await ask({ query: heavy, as: "amina" });
      bank.at(new Date(Date.parse(bank.now()) + 4 * 60_000).toISOString());
    }
    expect(bank.usage.writeUnits()).toBe(0);
  });
});

describe("a caller who asks for more than their share", () => {
  beforeEach(async () => {
    bank = await testBank(undefined, rates);
  });

  it("is told 429 and how long to wait, and that wait is enough", async () => {
    const { count, answer } = await askUntilRefused({ query: heavy, as: "amina" });
    expect(count).toBe(6);
    expect(answer.status).toBe(429);
    const wait = Number(answer.headers["retry-after"]);
    expect(wait).toBeGreaterThan(0);
    expect(answer.headers["ratelimit-policy"]).toBe('"signed-in";q=12000;w=120');
    expect(answer.headers["ratelimit"]).toMatch(new RegExp(`^"signed-in";r=\\d+;t=${wait}$`));
    expect(answer.errors).toEqual([
      {
        message: `You have asked for a lot in a short time. Nothing was done. Wait ${wait} seconds, then try again.`,
        extensions: { code: "RATE_LIMITED", requestId: expect.stringMatching(/^[0-9A-Z]{16}$/) },
      },
    ]);
    expect(answer.data).toBeUndefined();
    bank.at(new Date(Date.parse(bank.now()) + wait * 1000).toISOString());
    expect((await ask({ query: heavy, as: "amina" })).status).toBe(200);
  });

  it("is refused in both media types, and other callers are not", async () => {
    await askUntilRefused({ query: heavy, as: "amina" });
    const headers = { accept: "application/graphql-response+json" };
    expect((await ask({ query: heavy, as: "amina", headers })).status).toBe(429);
    expect((await ask({ query: heavy, as: "bea" })).status).toBe(200);
    expect((await ask({ query: heavy })).status).toBe(200);
  });

  it("changes nothing: a mutation is not run", async () => {
    const body = (idempotencyKey: string) =>
      `mutation { createArea(input: { idempotencyKey: "${idempotencyKey}", name: "Wales", kind: NATION, code: "W92000004" }) { area { name } } }`;
    await askUntilRefused({ query: heavy, as: "steward" });
    while ((await ask({ query: light, as: "steward" })).status === 200);
    bank.usage.reset();
    const refused = await ask({ query: body("the-first-time"), as: "steward" });
    expect(refused).toMatchObject({
      status: 429,
      errors: [{ extensions: { code: "RATE_LIMITED" } }],
    });
    expect(bucketCalls()).toEqual([]);
    bank.at("2026-01-05T09:10:00.000Z");
    expect(await ask({ query: body("the-first-time"), as: "steward" })).toMatchObject({
      status: 200,
      data: { createArea: { area: { name: "Wales" } } },
    });
  });

  it("costs neither read nor write while refused", async () => {
    await askUntilRefused({ query: heavy, as: "amina" });
    while ((await ask({ query: light, as: "amina" })).status === 200);
    bank.usage.reset();
    for (let count = 0; count < 20; count++) await ask({ query: heavy, as: "amina" });
    expect(bucketCalls()).toEqual([]);
  });

  it("is one caller at every instance", async () => {
    const [one, other] = [bank.newInstance(), bank.newInstance()];
    await askUntilRefused({ query: heavy, as: "amina" }, one);
    const { count } = await askUntilRefused({ query: heavy, as: "amina" }, other);
    // A tab is taken out of the bucket from 800 points on: one request, and the bucket is known.
    expect(count).toBe(1);
  });

  it("is counted in full when two instances settle at the same moment", async () => {
    const [one, other] = [bank.newInstance(), bank.newInstance()];
    for (const instance of [one, other]) await ask({ query: heavy, as: "amina" }, instance);
    await Promise.all([one, other].map((instance) => ask({ query: light, as: "amina" }, instance)));
    const third = bank.newInstance();
    await ask({ query: heavy, as: "amina" }, third);
    const { headers } = await ask({ query: light, as: "amina" }, third);
    expect(headers["ratelimit"]).toBe(`"signed-in";r=${12_000 - 3 * 1_811};t=1`);
  });

  it("gains nothing by a clock that jumps, and is not shut out by it", async () => {
    await askUntilRefused({ query: heavy, as: "amina" });
    bank.at("2026-01-05T21:00:00.000Z");
    expect((await ask({ query: heavy, as: "amina" })).status).toBe(200);
    await askUntilRefused({ query: heavy, as: "amina" });
    bank.at("2026-01-05T09:00:00.000Z");
    expect((await ask({ query: heavy, as: "amina" })).status).toBe(200);
  });
});

describe("callers without a token", () => {
  beforeEach(async () => {
    bank = await testBank(undefined, rates);
  });

  it("are counted by their network, in a tighter limit", async () => {
    const { count, answer } = await askUntilRefused({ query: heavy, sourceIp: "192.0.2.7" });
    expect(count).toBe(3);
    expect(answer.headers["ratelimit-policy"]).toBe('"anonymous";q=6000;w=300');
    expect((await ask({ query: heavy, sourceIp: "192.0.2.8" })).status).toBe(200);
    expect((await ask({ query: heavy, sourceIp: "192.0.2.7", as: "amina" })).status).toBe(200);
  });

  it("of one IPv6 network are one caller, and no header changes who they are", async () => {
    await askUntilRefused({ query: heavy, sourceIp: "2001:db8:1:2::1" });
    expect((await ask({ query: heavy, sourceIp: "2001:db8:1:2:ffff::9" })).status).toBe(429);
    const headers = { "x-forwarded-for": "203.0.113.9", forwarded: "for=203.0.113.9" };
    expect((await ask({ query: heavy, sourceIp: "2001:db8:1:2::1", headers })).status).toBe(429);
    expect((await ask({ query: heavy, sourceIp: "2001:db8:1:3::1" })).status).toBe(200);
  });

  it("pay for what is turned away at the door too, and for bad tokens", async () => {
    const wrong = { query: light, sourceIp: "192.0.2.7" };
    const at = async (more: object) => (await ask({ ...wrong, ...more })).status;
    const headers = { "content-type": "text/plain" };
    for (let count = 0; count < 300; count++) expect(await at({ headers })).toBe(415);
    for (let count = 0; count < 300; count++) {
      expect(await at({ headers: { authorization: "Bearer no" } })).toBe(401);
    }
    expect(await at({ headers })).toBe(429);
    expect(await at({})).toBe(429);
    expect(bucketCalls()).toEqual([]);
  });
});

describe("every answer", () => {
  it("tells what is left", async () => {
    bank = await testBank(undefined, rates);
    const fields = { "ratelimit-policy": expect.anything(), ratelimit: expect.anything() };
    for (const more of [
      {},
      { method: "GET" },
      { body: "nonsense" },
      { headers: { authorization: "Bearer no" } },
      { query: "{ nothing }" },
      { as: "amina" },
    ]) {
      expect((await ask({ query: light, ...more })).headers).toMatchObject(fields);
    }
  });
});

describe("when the buckets cannot be had", () => {
  const withoutBuckets = (table: Table): Table => ({
    ...table,
    get: (key) =>
      key.pk.startsWith("RATE#") ? Promise.reject(new Busy("throttled")) : table.get(key),
  });

  // Open, so that a counter that fails shuts out nobody; not for ever, so that it hides nobody either.
  it("callers are let through for a while, and then told that we are busy", async () => {
    bank = await testBank(undefined, rates);
    const instance = bank.newInstance({ table: (signal) => withoutBuckets(bank.table(signal)) });
    const { count, answer } = await askUntilRefused({ query: heavy, as: "amina" }, instance);
    expect(count * 1_801).toBeLessThan(2 * 800 + costLimit);
    expect(answer).toMatchObject({
      status: 503,
      headers: { "retry-after": "2", ratelimit: expect.anything() },
      errors: [{ extensions: { code: "BUSY_TRY_AGAIN" } }],
    });
    expect((await ask({ query: light, as: "bea" }, instance)).status).toBe(200);
  });
});
