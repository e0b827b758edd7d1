import { beforeAll, describe, expect, it } from "vitest";
import { agreed, cleaning, delivered, idOf, type Setting, setting } from "../exchanges/setting.ts";
import { at, type Json } from "../support/api.ts";
import { checkBooks } from "../support/books.ts";
import { contentsOf } from "../support/copies.ts";
import { asking, expectPlain, type Target, target } from "./attacking.ts";

/* People who reach for what is not theirs. The row of each test is in src/graphql/ATTACKS.md. */

let its: Setting;
let aim: Target;
beforeAll(async () => {
  its = await setting();
  aim = await target(its.bank);
});

const ask = (query: string, variables?: object, as = "amina") =>
  aim.attack({ send: asking(query, variables), as });

const confirm =
  "mutation ($input: ConfirmExchangeInput!) { confirmExchange(input: $input) { replayed exchange { status } userErrors { code message } } }";
const propose =
  "mutation ($input: ProposeExchangeInput!) { proposeExchange(input: $input) { replayed exchange { id what } userErrors { code } } }";
const payloadOf = (data: Json | undefined) => Object.values(Object(data))[0] as Json;

describe("somebody else's ids", () => {
  it("answer like ids of nothing, in a query, a node and a mutation", async () => {
    const exchangeId = idOf(await delivered(its));
    const nothing = exchangeId.replace(/.{26}$/, "00000000000000000000000000");
    const fetch = "query ($id: ID!) { node(id: $id) { id } exchange(id: $id) { id } }";
    const answers = async (id: string) => [
      (await ask(fetch, { id }, "kofi")).data,
      (
        await ask(
          confirm,
          { input: { idempotencyKey: `kofi-${id.slice(4, 12)}`, exchangeId: id, minutes: 60 } },
          "kofi",
        )
      ).data,
    ];
    const foreign = await answers(exchangeId);
    expect(JSON.stringify(foreign)).toBe(JSON.stringify(await answers(nothing)));
    expect(at(foreign[1], "confirmExchange.userErrors.0.code")).toBe("NOT_FOUND");
  });

  it("of every kind of thing show a stranger nothing of it", async () => {
    const ids = [its.amina, its.ellie, its.jack, `acc${its.amina.slice(3)}`];
    const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }";
    for (const as of ["nobody-we-know", "kofi"]) {
      const met = await ask(query, { ids }, as);
      expect(met.data).toEqual({ nodes: ids.map(() => null) });
    }
    expect((await aim.attack({ send: asking(query, { ids }) })).data).toEqual({
      nodes: ids.map(() => null),
    });
  });
});

describe("an idempotency key", () => {
  it("used again does the thing once, and with other words is refused", async () => {
    const input = { ...cleaning(its), idempotencyKey: "a-key-to-use-twice" };
    const first = payloadOf((await ask(propose, { input })).data);
    const again = await ask(propose, { input });
    expect(payloadOf(again.data)).toEqual({ ...Object(first), replayed: true });
    expect(again.writeUnits).toBe(0);
    const other = await ask(propose, { input: { ...input, minutes: 120 } });
    expect(at(payloadOf(other.data), "userErrors.0.code")).toBe("IDEMPOTENCY_KEY_REUSED");
    expect(other.writeUnits).toBe(0);
  });

  it("of somebody else finds nothing of theirs", async () => {
    const wish = cleaning(its, { what: "A secret of Amina" });
    await ask(propose, { input: { ...wish, idempotencyKey: "a-key-of-amina" } });
    const input = {
      ...cleaning(its, { recipientIds: [its.tom] }),
      idempotencyKey: "a-key-of-amina",
    };
    const met = await ask(propose, { input }, "tom");
    expect(payloadOf(met.data)).toMatchObject({ replayed: false, userErrors: [] });
    expect(met.text).not.toContain("secret of Amina");
  });

  it("sent twenty times at once moves the credits once", async () => {
    const exchangeId = idOf(await delivered(its));
    const input = { idempotencyKey: "twenty-at-once", exchangeId, minutes: 60 };
    const all = await Promise.all(Array.from({ length: 20 }, () => ask(confirm, { input })));
    const payloads = all.map(({ data }) => payloadOf(data));
    expect(payloads.every((one) => at(one, "exchange.status") === "SETTLED")).toBe(true);
    expect(payloads.filter((one) => at(one, "replayed") === false)).toHaveLength(1);
    expect(await checkBooks(its.bank.client, its.bank.tableName)).toEqual([]);
  });

  it("changed twenty times at once moves the credits once", async () => {
    const exchangeId = idOf(await delivered(its));
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, count) =>
        ask(confirm, {
          input: { idempotencyKey: `another-${count}-key`, exchangeId, minutes: 60 },
        }),
      ),
    );
    const done = all.filter(({ data }) => at(payloadOf(data), "exchange.status") === "SETTLED");
    expect(done).toHaveLength(1);
    expect(await checkBooks(its.bank.client, its.bank.tableName)).toEqual([]);
  });
});

describe("a fault of ours", () => {
  it("tells a number and nothing of what went wrong", async () => {
    const secret =
      "password=hunter2 arn:aws:dynamodb:eu-west-2:123456789012:table/people amina@example.org";
    const exchange = await agreed(its);
    const before = (await contentsOf(its.bank.client, its.bank.tableName)).length;
    const broken = its.bank.newInstance({
      table: () => ({ ...its.bank.table(), walk: () => Promise.reject(new Error(secret)) }),
    });
    const inside = its.bank.newInstance({
      table: () => ({ ...its.bank.table(), get: () => Promise.reject(new TypeError(secret)) }),
    });
    const headers = {
      "content-type": "application/json",
      authorization: `Bearer ${await its.bank.tokenFor("amina")}`,
    };
    const body = JSON.stringify({
      query: "query ($id: ID!) { exchange(id: $id) { id } }",
      variables: { id: idOf(exchange) },
    });
    for (const [instance, status] of [
      [broken, 500],
      [inside, 200],
    ] as const) {
      const answer = await its.bank.send({ headers, body }, instance);
      const met = {
        ...answer,
        ...JSON.parse(answer.body),
        text: answer.body,
        calls: [],
        writeUnits: 0,
      };
      expect(answer.status).toBe(status);
      expectPlain(met, "INTERNAL");
      expect(answer.body).not.toMatch(/hunter2|arn:|amina|TypeError/);
      const { requestId } = met.errors[0].extensions;
      const line = its.bank.log.at(-1);
      expect(line).toMatchObject({ level: "ERROR", requestId });
      expect(JSON.stringify(line)).not.toMatch(/hunter2|arn:|amina/);
    }
    expect((await contentsOf(its.bank.client, its.bank.tableName)).length).toBe(before);
  });
});
