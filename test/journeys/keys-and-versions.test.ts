import { readdirSync, readFileSync } from "node:fs";
import { Kind, parse } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { type Setting, setting } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { at, codesOf, type Json } from "../support/api.ts";
import { askedPot, keyCases, leahLeads, versionCases } from "./keys-and-versions.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
  await leahLeads(its);
  const category = { name: "Other", slug: "other" };
  await make(its.bank, "steward", ["createCategory", "category", category]);
});

const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const ask = (persona: string, mutation: string, input: object) =>
  its.bank.as(persona).ask(
    `mutation ($input: ${capital(mutation)}Input!) {
      ${mutation}(input: $input) { replayed userErrors { code path } }
    }`,
    { input },
  );

/** What is left of an answer that says no; it fails when anything was written for it. */
async function refusal(persona: string, mutation: string, input: object): Promise<Json> {
  its.bank.usage.reset();
  const answer = await ask(persona, mutation, input);
  expect(its.bank.usage.writeUnits()).toBe(0);
  expect(codesOf(answer)).toHaveLength(1);
  return at(answer.data, `${mutation}.userErrors.0`);
}

/** The mutations whose input names the version that the caller read. */
function versioned(): readonly string[] {
  const folder = new URL("../../schema/", import.meta.url);
  return readdirSync(folder)
    .flatMap((name) => parse(readFileSync(new URL(name, folder), "utf8")).definitions)
    .flatMap((part) => (part.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? [part] : []))
    .filter(({ fields = [] }) => fields.some((field) => field.name.value === "version"))
    .map(({ name }) => name.value.replace(/Input$/, ""));
}

it("looks at every mutation that takes a version", () => {
  const known = versionCases.map(([mutation]) => capital(mutation));
  expect(known.toSorted()).toEqual(versioned().toSorted());
});

describe.each(versionCases)("%s with a version", (mutation, persona, prepare) => {
  it("is refused with one that was never read and with an old one, and else done", async () => {
    const input = await prepare(its);
    const conflict = { code: "CONFLICT_VERSION", path: ["input", "version"] };
    const wrong = { ...input, version: 99, idempotencyKey: `${mutation}-wrong` };
    expect(await refusal(persona, mutation, wrong)).toEqual(conflict);
    const done = await ask(persona, mutation, { ...input, idempotencyKey: `${mutation}-right` });
    expect(codesOf(done)).toEqual([]);
    const old = { ...input, idempotencyKey: `${mutation}-old` };
    expect(await refusal(persona, mutation, old)).toEqual(conflict);
  });
});

describe.each(keyCases)("%s under a key", (mutation, persona, prepare) => {
  it("is refused with another wish, without a trace, and answered again with its own", async () => {
    const { input, other } = await prepare(its);
    const keyed = { idempotencyKey: `${mutation}-key`, ...input };
    const first = await ask(persona, mutation, keyed);
    expect(first.data?.[mutation]).toEqual({ replayed: false, userErrors: [] });
    const reused = await refusal(persona, mutation, { ...keyed, ...other });
    expect(at(reused, "code")).toBe("IDEMPOTENCY_KEY_REUSED");
    const again = await ask(persona, mutation, keyed);
    expect(again.data?.[mutation]).toEqual({ replayed: true, userErrors: [] });
  });
});

it("looks at another request to the pot under an old key as its own thing", async () => {
  for (let made = 0; made < 2; made++) {
    const input = { potRequestId: await askedPot(its), idempotencyKey: "taken-back-key" };
    const first = await ask("amina", "cancelPotRequest", input);
    expect(first.data?.["cancelPotRequest"]).toEqual({ replayed: false, userErrors: [] });
    const again = await ask("amina", "cancelPotRequest", input);
    expect(again.data?.["cancelPotRequest"]).toEqual({ replayed: true, userErrors: [] });
  }
});
