import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createRemoteJWKSet, exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signIn } from "../../src/graphql/sign-in.ts";

/*
 * Tokens against an issuer that publishes its keys over HTTP, as a deployed one does. Every token
 * here is signed with a real key, so each test is about the one thing it changes.
 */

const now = "2026-02-09T10:00:00.000Z";
const seconds = Date.parse(now) / 1000;
const issuer = "https://people.example";
const audience = "corehours";

/** What the issuer answers when it is asked for its keys. */
let published: { status: number; body: string } = { status: 200, body: "" };
let server: Server;
let address: URL;

const keyPair = async (kid: string) => {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "ES256" } };
};
let key: Awaited<ReturnType<typeof keyPair>>;

const publish = (...keys: readonly { jwk: object }[]) => {
  published = { status: 200, body: JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }) };
};

beforeAll(async () => {
  key = await keyPair("first");
  server = createServer((_request, response) => {
    response.writeHead(published.status, { "content-type": "application/json" });
    response.end(published.body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  address = new URL(`http://127.0.0.1:${port}/keys`);
});
afterAll(() => server.close());

type Claims = { readonly [claim: string]: unknown };
const good: Claims = { iss: issuer, aud: audience, sub: "amina", exp: seconds + 3600 };

const sign = (claims: Claims, with_ = key) =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "ES256", kid: with_.kid })
    .sign(with_.privateKey);

const settings = (keys = createRemoteJWKSet(address, { cooldownDuration: 0 })) => ({
  issuer,
  audience,
  keys,
  cursorSecret: "",
  firstStewards: ["farah"],
});

const signInWith = async (claims: Claims, its = settings()) =>
  signIn(its, `Bearer ${await sign(claims)}`, now);

describe("signing in", () => {
  beforeAll(() => publish(key));

  it("knows a login by issuer and subject, whatever else the token says", async () => {
    const amina = await signInWith(good);
    expect(amina).toMatchObject({ isFirstSteward: false });
    expect(await signInWith({ ...good, exp: seconds + 60, name: "Amina" })).toEqual(amina);
    expect(await signInWith({ ...good, sub: "bea" })).not.toEqual(amina);
    expect(await signInWith({ ...good, sub: "farah" })).toMatchObject({ isFirstSteward: true });
  });

  it("is nobody without a header", async () => {
    expect(await signIn(settings(), undefined, now)).toBeUndefined();
  });

  const without = (claim: string) =>
    Object.fromEntries(Object.entries(good).filter(([name]) => name !== claim));
  it.each([
    ["of another issuer", { ...good, iss: "https://elsewhere.example" }],
    ["without an issuer", without("iss")],
    ["for another service", { ...good, aud: "another" }],
    ["without an audience", without("aud")],
    ["that has expired", { ...good, exp: seconds - 60 }],
    ["that never expires", without("exp")],
    ["that is not valid yet", { ...good, nbf: seconds + 60 }],
    ["without a subject", without("sub")],
    ["with an empty subject", { ...good, sub: "" }],
  ])("refuses a token %s", async (_case, claims) => {
    expect(await signInWith(claims)).toBe("BAD_TOKEN");
  });

  // As Cognito does: what opens an API has no `aud`, and the service's name before each scope.
  it("takes a scope of this service in place of an audience that is missing", async () => {
    const amina = { ...without("aud"), client_id: "app" };
    expect(await signInWith({ ...amina, scope: "openid corehours/use" })).toEqual(
      await signInWith(good),
    );
    const machine = { ...without("aud"), sub: "finance", client_id: "finance" };
    expect(await signInWith({ ...machine, scope: "corehours/BOOKS_READ" })).toMatchObject({
      machine: { scopes: ["BOOKS_READ"] },
    });
    for (const scope of ["openid", "another/use", "corehours", "notcorehours/use", 7]) {
      expect(await signInWith({ ...amina, scope })).toBe("BAD_TOKEN");
    }
    expect(await signInWith({ ...good, aud: "app", scope: "corehours/use" })).toBe("BAD_TOKEN");
  });

  it("lets no group of the issuer's say what somebody may do: rights are in the table", async () => {
    const groups = ["stewards", "broker", "admin"];
    const claims = { ...good, "cognito:groups": groups, groups, roles: groups };
    expect(await signInWith(claims)).toEqual(await signInWith(good));
  });

  it("refuses a key the issuer does not publish, and takes it once it does", async () => {
    const next = await keyPair("second");
    const its = settings();
    const token = `Bearer ${await sign(good, next)}`;
    expect(await signIn(its, token, now)).toBe("BAD_TOKEN");
    publish(key, next);
    expect(await signIn(its, token, now)).toMatchObject({ isFirstSteward: false });
    publish(key);
  });
});

// The token may be good: telling its owner to sign in again would send everybody away at once.
describe("when the issuer's keys cannot be had", () => {
  it.each([
    ["it answers with an error", { status: 503, body: "" }],
    ["it answers with junk", { status: 200, body: "<html>" }],
    ["it answers with something else", { status: 200, body: '{"keys": 1}' }],
  ])("it is our fault, not the token's: %s", async (_case, answer) => {
    published = answer;
    await expect(signInWith(good)).rejects.toThrow();
    publish(key);
  });
});
