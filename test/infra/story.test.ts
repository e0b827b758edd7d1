import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { keyServer } from "../../infra/bundling/cold-world.ts";
import { bankOver, firstStewards, type LocalBank } from "../../infra/local/bank.ts";
import { createIssuer, localAudience, localIssuer, newKey } from "../../infra/local/issuer.ts";
import { tellMarlshire } from "../../infra/local/marlshire/index.ts";
import { freshTable, testEngine } from "../support/engine.ts";
import { bundleOf } from "./bundles.ts";

/*
 * A whole story through the graphql function as it is deployed, packages too: what was left out of
 * the bundle, or is made there only when it is needed, is missed by nobody in it.
 */

let bank: LocalBank;
let stop: () => void;
const log: string[] = [];

beforeAll(async () => {
  const issuer = await createIssuer(await newKey());
  const keys = await keyServer(JSON.stringify(issuer.publicKeys));
  stop = keys.stop;
  const rate = { burst: 3_000_000, perMinute: 3_000_000 };
  Object.assign(process.env, {
    TABLE_NAME: (await freshTable()).tableName,
    METRIC_NAMESPACE: "Corehours/story",
    ...{ TOKEN_ISSUER: localIssuer, TOKEN_AUDIENCE: localAudience, TOKEN_KEYS_URL: keys.url },
    CURSOR_SECRET: "a secret for tests, and for nothing else",
    FIRST_STEWARDS: firstStewards.join(" "),
    RATES: JSON.stringify({ signedIn: rate, anonymous: rate }),
    ...{ AWS_REGION: "eu-west-2", AWS_ENDPOINT_URL_DYNAMODB: await testEngine() },
    ...{ AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
  });
  const { folder } = await bundleOf("graphql");
  const { handler } = await import(pathToFileURL(join(folder, "index.mjs")).href);
  // It goes by the clock, so the clock goes by the story.
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.spyOn(process.stdout, "write").mockImplementation((line) => log.push(String(line)) > 0);
  bank = bankOver(issuer, (moment, event) => {
    vi.setSystemTime(moment);
    return handler(event);
  });
}, 600_000);
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  stop();
});

describe("the graphql function as it is deployed", () => {
  it("hears Marlshire's first quarter, every step of it, and keeps books that are right", async () => {
    const idOf = await tellMarlshire(bank, () => undefined);
    const { data, errors } = await bank.call(
      "priya",
      "2026-03-31T09:00:00Z",
      `query ($hub: ID!) {
        hub(id: $hub) { name }
        ledgerVerification(hubId: $hub) { unexplainedMinutes problemCount }
      }`,
      { hub: idOf("BRA") },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ ledgerVerification: { unexplainedMinutes: 0, problemCount: 0 } });
    expect(log.length).toBeGreaterThan(100);
    expect(log.filter((line) => line.includes("ERROR"))).toEqual([]);
  }, 600_000);
});
