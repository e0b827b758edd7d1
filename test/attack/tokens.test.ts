import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTVerifyGetKey,
  SignJWT,
  UnsecuredJWT,
} from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { httpAnswer, httpEvent } from "../../infra/local/http-event.ts";
import { type TestBank, testBank } from "../support/api.ts";

/* Tokens that prove nothing. The row of each test is in src/graphql/ATTACKS.md. */

const issuer = "https://people.example";
const audience = "corehours";
const algorithm = "ES256";
const now = "2026-02-09T10:00:00.000Z";
const seconds = Date.parse(now) / 1000;

let bank: TestBank;
let ours: Awaited<ReturnType<typeof newPair>>;
let theirs: typeof ours;
let handler: ReturnType<TestBank["newInstance"]>;

async function newPair(kid: string) {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  return { ...pair, kid, jwk: { ...(await exportJWK(pair.publicKey)), kid, alg: algorithm } };
}

const instanceWith = (keys: JWTVerifyGetKey) =>
  bank.newInstance({
    settings: {
      issuer,
      audience,
      keys,
      cursorSecret: "a secret for tests",
      firstStewards: ["farah"],
    },
  });

beforeAll(async () => {
  bank = await testBank();
  bank.at(now);
  ours = await newPair("first");
  theirs = await newPair("first");
  handler = instanceWith(createLocalJWKSet({ keys: [ours.jwk] }));
});

const claims = { iss: issuer, aud: audience, sub: "farah", iat: seconds, exp: seconds + 3600 };
type Key = Parameters<SignJWT["sign"]>[0];
const sign = (said: object, header: object = {}, key: Key = ours.privateKey) =>
  new SignJWT({ ...claims, ...said })
    .setProtectedHeader({ alg: algorithm, kid: "first", ...header } as JWTHeaderParameters)
    .sign(key);

/** Tries to make an area, as only the first steward may. */
async function tryAs(authorization: string, at = handler) {
  bank.usage.reset();
  const query =
    'mutation { createArea(input: { idempotencyKey: "with-a-bad-token", name: "Land", kind: NATION, code: "E92000001" }) { area { name } userErrors { code } } }';
  const headers = { "content-type": "application/json", authorization };
  const request = {
    method: "POST",
    target: "/graphql",
    headers,
    body: Buffer.from(JSON.stringify({ query })),
  };
  const answer = httpAnswer(await at(httpEvent(request, Date.parse(now))));
  return { ...answer, ...JSON.parse(answer.body.toString()) };
}

/** Refused before anything is read, in the same words whatever was wrong with it. */
async function expectRefused(authorization: string, at = handler): Promise<void> {
  const answer = await tryAs(authorization, at);
  expect(answer).toMatchObject({
    status: 401,
    headers: { "www-authenticate": 'Bearer error="invalid_token"' },
    errors: [
      {
        message: "We could not check who you are. Sign in again to get a new token.",
        extensions: { code: "UNAUTHENTICATED" },
      },
    ],
  });
  expect(bank.usage.calls()).toEqual([]);
}

const bearer = async (token: string | Promise<string>) => `Bearer ${await token}`;
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

describe("a token", () => {
  it("that has expired, or is not valid yet, is refused", async () => {
    for (const said of [{ exp: seconds - 6 }, { exp: 0 }, { exp: -1 }, { nbf: seconds + 60 }]) {
      await expectRefused(await bearer(sign(said)));
    }
    for (const exp of [undefined, "tomorrow", null])
      await expectRefused(await bearer(sign({ exp })));
  });

  it("without a signature is refused", async () => {
    await expectRefused(await bearer(new UnsecuredJWT(claims).encode()));
    for (const alg of ["none", "None", "NONE", ""]) {
      await expectRefused(`Bearer ${encoded({ alg })}.${encoded(claims)}.`);
      await expectRefused(`Bearer ${encoded({ alg, kid: "first" })}.${encoded(claims)}.AAAA`);
    }
  });

  it("for another service is refused", async () => {
    for (const aud of [
      "another",
      [],
      ["another"],
      `${audience}/`,
      audience.toUpperCase(),
      undefined,
    ]) {
      await expectRefused(await bearer(sign({ aud })));
    }
  });

  it("of another issuer is refused", async () => {
    for (const iss of [
      "https://evil.example",
      `${issuer}/`,
      `${issuer}.evil.example`,
      [issuer, "x"],
      undefined,
    ]) {
      await expectRefused(await bearer(sign({ iss })));
    }
  });

  it("signed with a key nobody published is refused", async () => {
    await expectRefused(await bearer(sign({}, {}, theirs.privateKey)));
    await expectRefused(await bearer(sign({}, { kid: "unknown" })));
  });

  it("that brings its own key, or says where to find one, is refused", async () => {
    const address = "http://127.0.0.1:9/keys";
    for (const header of [
      { jwk: theirs.jwk },
      { jku: address },
      { x5u: address },
      { x5c: ["MIIB"] },
    ]) {
      await expectRefused(await bearer(sign({}, header, theirs.privateKey)));
    }
  });

  it("whose key id is a trick is refused", async () => {
    for (const kid of [
      "../../../dev/null",
      "first' OR '1'='1",
      "__proto__",
      "constructor",
      "\u0000first",
      "x".repeat(4000),
    ]) {
      await expectRefused(await bearer(sign({}, { kid }, theirs.privateKey)));
    }
  });

  it("signed with our public key as a shared secret is refused", async () => {
    for (const secret of [await exportSPKI(ours.publicKey), JSON.stringify(ours.jwk)]) {
      const key = new TextEncoder().encode(secret);
      for (const alg of ["HS256", "HS384", "HS512"]) {
        await expectRefused(await bearer(sign({}, { alg }, key)));
      }
    }
  });

  it("that was changed after signing is refused", async () => {
    const [head = "", body = "", signature = ""] = (await sign({ sub: "amina" })).split(".");
    const changed = [
      `${head}.${encoded(claims)}.${signature}`,
      `${encoded({ alg: algorithm, kid: "first", typ: "x" })}.${body}.${signature}`,
      `${head}.${body}.${signature.slice(0, -4)}`,
      `${head}.${body}.${"A".repeat(86)}`,
      `${head}.${body}`,
      `${head}.${body}.${signature}.${signature}`,
    ];
    for (const token of changed) await expectRefused(`Bearer ${token}`);
  });

  it("that demands what we do not know is refused", async () => {
    const crit = { crit: ["exp-policy"], "exp-policy": 1 };
    const [, body = "", signature = ""] = (await sign({})).split(".");
    await expectRefused(
      `Bearer ${encoded({ alg: algorithm, kid: "first", ...crit })}.${body}.${signature}`,
    );
  });

  it("that names nobody is refused", async () => {
    for (const sub of ["", undefined, null, 7, ["farah"], { a: 1 }]) {
      await expectRefused(await bearer(sign({ sub })));
    }
  });

  it("that is far too long, twofold or no token at all is refused", async () => {
    const good = await sign({});
    await expectRefused(await bearer(sign({ padding: "x".repeat(8_000) })));
    for (const header of [
      "Bearer",
      "Bearer ",
      "Bearer null",
      "Basic YTpi",
      `Token ${good}`,
      good,
      `Bearer ${good}, Bearer ${good}`,
      `Bearer ${good} ${good}`,
      `Bearer ${good}\u0000`,
      "Bearer ..",
      `Bearer ${"a.".repeat(4000)}`,
    ]) {
      await expectRefused(header);
    }
  });

  it("that is good is taken, so what is above was no accident", async () => {
    const answer = await tryAs(await bearer(sign({})));
    expect(answer).toMatchObject({ status: 200, data: { createArea: { userErrors: [] } } });
    expect(await tryAs(await bearer(sign({ sub: "amina" })))).toMatchObject({
      data: { createArea: { area: null, userErrors: [{ code: "FORBIDDEN" }] } },
    });
  });

  it("with key ids nobody knows makes us ask the issuer once, not every time", async () => {
    let asked = 0;
    const server: Server = createServer((_request, response) => {
      asked++;
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ keys: [ours.jwk] }));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const remote = instanceWith(createRemoteJWKSet(new URL(`http://127.0.0.1:${port}/keys`)));
    for (let count = 0; count < 30; count++) {
      await expectRefused(await bearer(sign({}, { kid: `unknown-${count}` })), remote);
    }
    expect(asked).toBe(1);
    server.close();
  });
});
