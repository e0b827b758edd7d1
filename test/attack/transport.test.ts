import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { type Attack, asking, expectTurnedAway, json, type Target, target } from "./attacking.ts";

/* Requests that are not what they should be. The row of each test is in src/graphql/ATTACKS.md. */

let its: Target;
beforeAll(async () => {
  its = await target();
});

/** A mutation that succeeds for the steward, whenever it is run at all. */
const area = {
  idempotencyKey: "an-area-of-no-one",
  name: "Land",
  kind: "NATION",
  code: "E92000001",
};
const mutation = asking(
  "mutation ($input: CreateAreaInput!) { createArea(input: $input) { area { name } } }",
  { input: area },
);
const raw = JSON.stringify(mutation);
const attack = (wish: Partial<Attack>) =>
  its.attack({ send: mutation, as: "steward", headers: json, ...wish });

/** Whoever looks for the area finds none: none of the attacks before made it. */
async function expectNothingMade(): Promise<void> {
  const met = await its.attack({ send: asking("{ areas { nodes { name } } }") });
  expect(met.data).toEqual({ areas: { nodes: [] } });
}

/** None of these gets so far that anybody asks who it is from. */
async function expectAll(wishes: readonly Partial<Attack>[], status: number): Promise<void> {
  for (const wish of wishes) {
    expectTurnedAway(await attack(wish), "BAD_REQUEST", status);
    expect(its.bank.usage.calls()).toEqual([]);
  }
  await expectNothingMade();
}

describe("a request", () => {
  it("in a list of many is not taken", async () => {
    await expectAll([{ send: `[${raw},${raw}]` }, { send: `[${raw}]` }, { send: "[]" }], 400);
  });

  it("by GET, as a link or a picture of another site makes, does nothing", async () => {
    const query = encodeURIComponent(
      'mutation { createArea(input: { idempotencyKey: "a-link-to-follow", name: "Land", kind: NATION, code: "E92000001" }) { area { name } } }',
    );
    await expectAll(
      [{ method: "GET", target: `/graphql?query=${query}` }, { method: "HEAD" }],
      405,
    );
  });

  it("by any method but POST does nothing, whatever a header says it is", async () => {
    const override = { ...json, "x-http-method-override": "POST", "x-method": "POST" };
    await expectAll(
      [
        ...["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "post"].map((method) => ({
          method,
        })),
        { method: "GET", headers: override },
      ],
      405,
    );
    expect((await attack({ method: "PUT" })).headers["allow"]).toBe("POST");
  });

  it("as the form of another site sends it does nothing", async () => {
    const types = [
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "text/plain",
      "text/plain; application/json",
      "application/json, text/plain",
      "application/jsonx",
      "application/graphql",
      "",
    ];
    await expectAll(
      [...types.map((type) => ({ headers: { "content-type": type } })), { headers: {} }],
      415,
    );
  });

  it("in another charset, or in two, is not read", async () => {
    const charsets = [
      "utf-7",
      "utf-16",
      "iso-8859-1",
      '"utf-8',
      "utf-8; charset=utf-7",
      "utf-8; charset=utf-8",
      "utf-8, utf-8",
      "x".repeat(9000),
    ];
    const said = charsets.map((charset) => `application/json; charset=${charset}`);
    await expectAll(
      said.map((type) => ({ headers: { "content-type": type } })),
      415,
    );
    const utf16 = Buffer.from(raw, "utf16le");
    await expectAll(
      [
        { send: utf16, isBase64: true },
        { send: utf16.swap16(), isBase64: true },
      ],
      400,
    );
  });

  it("with bytes that are no text is not read", async () => {
    const [before = "", after = ""] = raw.split("Land");
    const broken = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]].map(
      (bytes) => Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]),
    );
    await expectAll(
      [...broken.map((send) => ({ send, isBase64: true })), { send: `\ufeff${raw}` }],
      400,
    );
  });

  it("that is compressed is not unpacked", async () => {
    const codings = ["gzip", "br", "deflate", "zstd", "gzip, gzip", "identity, gzip"];
    await expectAll(
      codings.map((coding) => ({
        send: gzipSync(raw),
        isBase64: true,
        headers: { ...json, "content-encoding": coding },
      })),
      415,
    );
  });

  it("of more than 64 KB is not read, however it is wrapped", async () => {
    const padded = (bytes: number) => {
      const bare = JSON.stringify({ ...(mutation as object), extensions: { pad: "" } });
      return bare.replace('"pad":""', `"pad":"${"x".repeat(bytes - Buffer.byteLength(bare))}"`);
    };
    const wide = JSON.stringify({
      query: "{ __typename }",
      extensions: { pad: "€".repeat(22_000) },
    });
    expect(wide.length).toBeLessThan(65_536);
    await expectAll(
      [
        { send: padded(65_537) },
        { send: padded(65_537), isBase64: true },
        { send: wide },
        {
          send: JSON.stringify({
            query: "{ __typename }",
            variables: { a: "x".repeat(2_000_000) },
          }),
        },
      ],
      413,
    );
    // The measure is what it says when it is unwrapped: base64 is a third longer.
    const just = await its.attack({
      send: asking("{ __typename }", { pad: "x".repeat(64_000) }),
      isBase64: true,
    });
    expect(just.data).toEqual({ __typename: "Query" });
  });

  it("of malformed JSON, or of none, is told so", async () => {
    const bodies = [
      "",
      " ",
      "{",
      `${raw}}`,
      `${raw}${raw}`,
      "null",
      "42",
      '"text"',
      "{'query': 1}",
      '{"query":"{ __typename }",}',
      "<xml/>",
      "\u0000",
      "NaN",
    ];
    await expectAll(
      bodies.map((send) => ({ send })),
      400,
    );
  });

  it("whose parts are of another kind is told so", async () => {
    const parts = [
      {},
      { query: null },
      { query: ["{ __typename }"] },
      { variables: "{}" },
      { variables: [] },
      { operationName: 1 },
      { extensions: "x" },
    ];
    await expectAll(
      parts.map((part) => ({
        send: Object.keys(part).length === 0 ? {} : { ...(mutation as object), ...part },
      })),
      400,
    );
  });

  it("whose answer nobody would take does not run its mutation", async () => {
    const accepts = [
      "text/html",
      "image/*",
      "application/json;q=0",
      "text/event-stream",
      "multipart/mixed",
      "application/xml, text/plain;q=0.9",
    ];
    await expectAll(
      accepts.map((accept) => ({ headers: { ...json, accept } })),
      406,
    );
  });

  it("of deep JSON is read without harm", async () => {
    const lists = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
    const objects = `${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}`;
    for (const deep of [lists, objects]) {
      for (const part of ["variables", "extensions"]) {
        const send = `{"query":"{ __typename }","${part}":{"a":${deep}}}`;
        expect((await its.attack({ send })).data).toEqual({ __typename: "Query" });
      }
      const query = "query ($id: ID!) { node(id: $id) { id } }";
      const inside = await its.attack({ send: `{"query":"${query}","variables":{"id":${deep}}}` });
      expectTurnedAway(inside, "BAD_USER_INPUT");
      expect(inside.text.length).toBeLessThan(1_000);
    }
  });

  it("that wants its query kept is told that none are", async () => {
    const persistedQuery = { version: 1, sha256Hash: "ab".repeat(32) };
    const register = { ...(mutation as object), extensions: { persistedQuery } };
    expectTurnedAway(await attack({ send: register }), "PERSISTED_QUERY_NOT_SUPPORTED");
    await expectAll([{ send: { extensions: { persistedQuery } } }], 400);
    expect(its.bank.log).toEqual([]);
  });

  it("with names of the language's own changes nothing and finds nothing", async () => {
    const inherited = '{"__proto__":{"query":"{ __typename }"}}';
    await expectAll([{ send: inherited }], 400);
    const query =
      "mutation ($input: CreateAreaInput!) { createArea(input: $input) { area { name } } }";
    for (const name of ["__proto__", "constructor", "prototype", "hasOwnProperty"]) {
      const hidden = JSON.stringify(area).replace("{", `{"${name}":{"isAdmin":true},`);
      const met = await attack({ send: `{"query":"${query}","variables":{"input":${hidden}}}` });
      expectTurnedAway(met, "BAD_USER_INPUT");
      const variables = `{"${name}":{"input":${JSON.stringify(area)}}}`;
      const outside = await attack({ send: `{"query":"${query}","variables":${variables}}` });
      expectTurnedAway(outside, "BAD_USER_INPUT");
      const operation = await attack({
        send: { query, variables: { input: area }, operationName: name },
      });
      expectTurnedAway(operation, "OPERATION_RESOLUTION_FAILURE");
      const spread = await attack({ send: asking(`{ ...${name} }`) });
      expectTurnedAway(spread, "GRAPHQL_VALIDATION_FAILED");
      const found = await attack({ send: asking(`{ node(id: "${name}_1") { id } }`) });
      expect(found.data).toEqual({ node: null });
    }
    expect(Object.hasOwn(Object.prototype, "isAdmin")).toBe(false);
    await expectNothingMade();
  });

  it("with hidden signs in a text, a key or an id is refused or finds nothing", async () => {
    for (const sign of ["\u0000", "\u202e", "\ud800", "\u0007"]) {
      const input = { ...area, name: `La${sign}nd` };
      const met = await attack({ send: { ...(mutation as object), variables: { input } } });
      expect(met).toMatchObject({
        status: 200,
        writeUnits: 0,
        data: { createArea: { area: null } },
      });
      const found = await attack({
        send: asking("query ($id: ID!) { node(id: $id) { id } }", { id: `mem_${sign}` }),
      });
      expect(found).toMatchObject({ data: { node: null } });
    }
    expectTurnedAway(
      await attack({ send: asking("{ \u0000 __typename }") }),
      "GRAPHQL_PARSE_FAILED",
    );
    await expectNothingMade();
  });

  it("that is as it should be is carried out, so what is above was no accident", async () => {
    const met = await attack({});
    expect(met.data).toEqual({ createArea: { area: { name: "Land" } } });
  });
});
