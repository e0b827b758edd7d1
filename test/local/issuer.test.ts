import { errors, jwtVerify } from "jose";
import { expect, it } from "vitest";
import { createIssuer, localAudience, localIssuer, newKey } from "../../infra/local/issuer.ts";

const noon = "2026-02-09T12:00:00.000Z";
const check = { issuer: localIssuer, audience: localAudience };

it("signs for an hour from the moment it is told, whatever the clock on the wall says", async () => {
  const issuer = await createIssuer(await newKey());
  const token = await issuer.sign("amina", noon);
  const at = (moment: string) =>
    jwtVerify(token, issuer.keys, { ...check, currentDate: new Date(moment) });
  expect((await at("2026-02-09T12:59:59Z")).payload).toMatchObject({
    sub: "amina",
    iat: Date.parse(noon) / 1000,
  });
  await expect(at("2026-02-09T13:00:00Z")).rejects.toThrow(errors.JWTExpired);
});

it("does not tell its private key to the world", async () => {
  const key = await newKey();
  const issuer = await createIssuer(key);
  expect(JSON.stringify(issuer.publicKeys)).not.toContain(key.d);
});

it("is not believed by those who know another key", async () => {
  const [one, other] = [await createIssuer(await newKey()), await createIssuer(await newKey())];
  const token = await one.sign("amina", noon);
  await expect(
    jwtVerify(token, other.keys, { ...check, currentDate: new Date(noon) }),
  ).rejects.toThrow(errors.JWSSignatureVerificationFailed);
});
