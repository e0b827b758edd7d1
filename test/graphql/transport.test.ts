import { SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { type HttpWish, type TestBank, testBank } from "../support/api.ts";

let bank: TestBank;
beforeAll(async () => {
  bank = await testBank();
});

const json = { "content-type": "application/json" };
const hello = JSON.stringify({ query: "{ __typename }" });

async function send(wish: HttpWish) {
  const { status, headers, body } = await bank.send({ headers: json, body: hello, ...wish });
  return { status, headers, body: JSON.parse(body), text: body };
}

describe("what reaches GraphQL", () => {
  it("is a POST of JSON, with or without a charset and an Accept header", async () => {
    for (const type of ["application/json", "application/json; charset=utf-8"]) {
      const answer = await send({ headers: { "content-type": type } });
      expect(answer).toMatchObject({ status: 200, body: { data: { __typename: "Query" } } });
    }
  });

  it("answers in the media type that was asked for", async () => {
    const accept = "application/graphql-response+json";
    const answer = await send({ headers: { ...json, accept } });
    expect(answer.headers["content-type"]).toContain(accept);
  });

  it.each([
    ["GET", { method: "GET", target: "/graphql?query={__typename}" }, 405],
    ["PUT", { method: "PUT" }, 405],
    ["a form", { headers: { "content-type": "application/x-www-form-urlencoded" } }, 415],
    [
      "plain text, as a page of another site could send",
      { headers: { "content-type": "text/plain" } },
      415,
    ],
    ["no content type", { headers: {} }, 415],
    ["an odd charset", { headers: { "content-type": "application/json; charset=utf-7" } }, 415],
    ["an Accept we cannot serve", { headers: { ...json, accept: "text/html" } }, 406],
    ["an Accept that refuses JSON", { headers: { ...json, accept: "application/json;q=0" } }, 406],
    ["a body over 64 KB", { body: JSON.stringify({ query: " ".repeat(65_600) }) }, 413],
    ["malformed JSON", { body: '{"query": ' }, 400],
    ["an empty body", { body: "" }, 400],
    ["a batch", { body: `[${hello}]` }, 400],
    ["JSON that is no object", { body: "42" }, 400],
    ["no query", { body: "{}" }, 400],
  ])("is not %s", async (_case, wish, status) => {
    const answer = await send(wish);
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0]).toMatchObject({ extensions: { code: "BAD_REQUEST" } });
    expect(answer.body.extensions.cost).toEqual({ requested: 0, limit: 2000, remaining: 2000 });
  });

  it("does not run a mutation whose answer nobody would take", async () => {
    const body = JSON.stringify({ query: "mutation { __typename }" });
    expect(await send({ body, headers: { ...json, accept: "image/png" } })).toMatchObject({
      status: 406,
    });
  });

  it("is never kept by a cache on the way", async () => {
    expect((await send({})).headers).toMatchObject({ "cache-control": "no-store" });
  });
});

describe("an operation that cannot run", () => {
  const ask = (body: object, accept?: string) =>
    send({ headers: { ...json, ...(accept ? { accept } : {}) }, body: JSON.stringify(body) });

  it("answers 200 to clients of application/json and 400 in the newer media type", async () => {
    expect(await ask({ query: "{ nothing }" })).toMatchObject({ status: 200 });
    expect(await ask({ query: "{ nothing }" }, "application/graphql-response+json")).toMatchObject({
      status: 400,
    });
  });

  it.each([
    ["a syntax error", { query: "{" }, "GRAPHQL_PARSE_FAILED"],
    ["an unknown field", { query: "{ nothing }" }, "GRAPHQL_VALIDATION_FAILED"],
    ["a wrong type", { query: "{ node(id: {}) { id } }" }, "GRAPHQL_VALIDATION_FAILED"],
    ["a missing variable", { query: "query($i: ID!) { node(id: $i) { id } }" }, "BAD_USER_INPUT"],
    [
      "two operations and no name",
      { query: "query A { __typename } query B { __typename }" },
      "OPERATION_RESOLUTION_FAILURE",
    ],
    [
      "more tokens than a person writes",
      { query: `{ ${"__typename ".repeat(3000)} }` },
      "GRAPHQL_PARSE_FAILED",
    ],
  ])("says what is wrong: %s", async (_case, body, code) => {
    expect((await ask(body)).body.errors[0].extensions).toMatchObject({ code });
  });

  it("gives every answer a cost, and errors a request id", async () => {
    expect((await ask({ query: "{ __typename }" })).body.extensions.cost).toEqual({
      requested: 0,
      limit: 2000,
      remaining: 2000,
    });
    const { body } = await ask({ query: "{ nothing }" });
    expect(body.errors[0].extensions.requestId).toMatch(/^[0-9A-Z]{16}$/);
    expect(body.extensions.cost.limit).toBe(2000);
  });
});

describe("a token", () => {
  const query = JSON.stringify({ query: "{ me { __typename } }" });
  const withToken = (authorization: string) =>
    send({ headers: { ...json, authorization }, body: query });

  it("that is good says who is asking", async () => {
    expect(await withToken(`Bearer ${await bank.tokenFor("amina")}`)).toMatchObject({
      status: 200,
    });
  });

  const parts = async () => (await bank.tokenFor("amina")).split(".");
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const secret = new TextEncoder().encode("a secret that everyone can guess, at least 32 bytes");

  it.each([
    ["is not a token", async () => "Bearer nonsense"],
    ["is of another scheme", async () => "Basic YTpi"],
    ["is empty", async () => "Bearer "],
    [
      "has expired",
      async () => `Bearer ${await bank.tokenFor("amina", "2025-01-05T09:00:00.000Z")}`,
    ],
    [
      "claims to need no signature",
      async () => `Bearer ${encode({ alg: "none" })}.${(await parts())[1]}.`,
    ],
    [
      "is signed with a shared secret",
      async () => {
        const signed = new SignJWT({ sub: "amina" }).setProtectedHeader({ alg: "HS256" });
        return `Bearer ${await signed.setExpirationTime("2h").sign(secret)}`;
      },
    ],
    [
      "was changed after signing",
      async () => {
        const [head, , signature] = await parts();
        return `Bearer ${head}.${encode({ sub: "steward", exp: 4_000_000_000 })}.${signature}`;
      },
    ],
  ])("that %s is refused before anything runs, without saying why", async (_case, token) => {
    const answer = await withToken(await token());
    expect(answer).toMatchObject({
      status: 401,
      headers: { "www-authenticate": 'Bearer error="invalid_token"' },
      body: { errors: [{ extensions: { code: "UNAUTHENTICATED" } }] },
    });
  });
});
