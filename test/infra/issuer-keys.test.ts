import { createServer } from "node:http";
import { type CompactJWSHeaderParameters, exportJWK, generateKeyPair, type JWK } from "jose";
import { describe, expect, it, onTestFinished } from "vitest";
import { issuerKeys } from "../../functions/issuer-keys.ts";

async function publicKey(kid: string): Promise<JWK> {
  const { publicKey: key } = await generateKeyPair("ES256");
  return { ...(await exportJWK(key)), kid, alg: "ES256" };
}

/** An issuer that answers whatever stands in `answer`, and counts who asks. */
async function issuer(answer: { status: number; body: string }) {
  const counted = { asked: 0 };
  const server = createServer((_request, response) => {
    counted.asked++;
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: new URL(`http://127.0.0.1:${port}/keys`), counted };
}

const header = (kid: string): CompactJWSHeaderParameters => ({ alg: "ES256", kid });
const token = { payload: "", signature: "" };
const keySet = (...keys: readonly JWK[]) => ({ status: 200, body: JSON.stringify({ keys }) });

describe("the issuer's keys", () => {
  it("are asked for once for many requests, and again when ten minutes are over", async () => {
    const { url, counted } = await issuer(keySet(await publicKey("a")));
    let now = 0;
    const find = issuerKeys(url, () => now);
    await Promise.all([find(header("a"), token), find(header("a"), token)]);
    await find(header("a"), token);
    expect(counted.asked).toBe(1);
    now = 600_001;
    await find(header("a"), token);
    expect(counted.asked).toBe(2);
  });

  it("are asked for anew when one is not among them, but not by every bad token", async () => {
    const answer = keySet(await publicKey("a"));
    const { url, counted } = await issuer(answer);
    let now = 0;
    const find = issuerKeys(url, () => now);
    await find(header("a"), token);
    await expect(find(header("b"), token)).rejects.toMatchObject({
      code: "ERR_JWKS_NO_MATCHING_KEY",
    });
    expect(counted.asked).toBe(1);
    Object.assign(answer, keySet(await publicKey("b")));
    now = 30_001;
    await expect(find(header("b"), token)).resolves.toBeDefined();
    expect(counted.asked).toBe(2);
  });

  it("are asked for again after the issuer was away at the start", async () => {
    const answer = { status: 503, body: "" };
    const { url, counted } = await issuer(answer);
    const find = issuerKeys(url);
    await expect(find(header("a"), token)).rejects.toMatchObject({ code: "ERR_JWKS_INVALID" });
    Object.assign(answer, keySet(await publicKey("a")));
    await expect(find(header("a"), token)).resolves.toBeDefined();
    expect(counted.asked).toBeGreaterThan(1);
  });

  it("serve on for an hour while the issuer is away, and no longer", async () => {
    const answer = keySet(await publicKey("a"));
    const { url, counted } = await issuer(answer);
    let now = 0;
    const find = issuerKeys(url, () => now);
    await find(header("a"), token);
    Object.assign(answer, { status: 503 });
    now = 600_001;
    await expect(find(header("a"), token)).resolves.toBeDefined();
    // It is not asked by each request while it is away, for each would wait for it.
    await expect(find(header("a"), token)).resolves.toBeDefined();
    expect(counted.asked).toBe(2);
    now = 3_599_999;
    await expect(find(header("a"), token)).resolves.toBeDefined();
    now = 3_600_000;
    await expect(find(header("a"), token)).rejects.toMatchObject({ code: "ERR_JWKS_INVALID" });
    Object.assign(answer, keySet(await publicKey("b")));
    await expect(find(header("b"), token)).resolves.toBeDefined();
    await expect(find(header("a"), token)).rejects.toMatchObject({
      code: "ERR_JWKS_NO_MATCHING_KEY",
    });
  });

  it("never hold one that was not known, and while the issuer is away that is trouble of ours", async () => {
    const answer = keySet(await publicKey("a"));
    const { url, counted } = await issuer(answer);
    let now = 0;
    const find = issuerKeys(url, () => now);
    await find(header("a"), token);
    Object.assign(answer, { ...keySet(await publicKey("b")), status: 503 });
    now = 600_001;
    for (const _time of [1, 2]) {
      await expect(find(header("b"), token)).rejects.toMatchObject({ code: "ERR_JWKS_INVALID" });
    }
    expect(counted.asked).toBe(2);
    // A key that the issuer takes back is gone as soon as it can be asked again.
    Object.assign(answer, { status: 200 });
    now += 30_000;
    await expect(find(header("a"), token)).rejects.toMatchObject({
      code: "ERR_JWKS_NO_MATCHING_KEY",
    });
    await expect(find(header("b"), token)).resolves.toBeDefined();
  });

  it.each([
    ["not JSON", "<html>"],
    ["no keys", "{}"],
    ["more than an issuer can have", "x".repeat(200_000)],
  ])("that are %s are trouble of ours and not of who asks", async (_what, body) => {
    const { url } = await issuer({ status: 200, body });
    await expect(issuerKeys(url)(header("a"), token)).rejects.toMatchObject({
      code: "ERR_JWKS_INVALID",
    });
  });
});
