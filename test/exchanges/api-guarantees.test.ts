import { beforeEach, describe, expect, it } from "vitest";
import { change } from "../federation/hubs.ts";
import { at, type Json } from "../support/api.ts";
import { cases } from "./every-mutation.ts";
import { ask, cleaning, codes, idOf, must, proposed, type Setting, setting } from "./setting.ts";
import { make } from "./town.ts";

let its: Setting | undefined;

/** One town serves several tests; a new one comes before Amina's hours could run out. */
let used = 0;
beforeEach(async () => {
  if (!its || used++ % 12 === 0) its = await setting();
});

const here = (): Setting => {
  if (!its) throw new Error("There is a setting before each test.");
  return its;
};

const field = (thing: Json, name: string) => at(thing, name);

describe.each(cases)("$mutation", ({ mutation, persona, wish, about, other }) => {
  it("is done once for one key", async () => {
    const { bank } = here();
    const input = { ...(await wish(here())), idempotencyKey: `${mutation}-once` };
    const first = await ask(bank, persona, [mutation, input]);
    expect(field(first.data?.[mutation], "userErrors")).toEqual([]);
    const again = await ask(bank, persona, [mutation, input]);
    const { replayed: wasDone, ...thing } = Object(first.data?.[mutation]);
    expect(wasDone).toBe(false);
    expect(again.data?.[mutation]).toEqual({ ...thing, replayed: true });
    // Asked for nothing about people, so that the log of reads has nothing to say.
    bank.usage.reset();
    await bank.as(persona).must(change(mutation, ""), { input });
    expect(bank.usage.writeUnits()).toBe(0);
  });

  it("refuses another wish under the same key, and what is none", async () => {
    const { bank } = here();
    const input = { ...(await wish(here())), idempotencyKey: `${mutation}-reused` };
    expect(await codes(bank, persona, [mutation, input])).toEqual([]);
    const reused = await codes(bank, persona, [mutation, { ...input, ...other }]);
    // Naming another thing under an old key is found out there, and it is not found here.
    const [changed] = Object.values(other);
    const isForeign = typeof changed === "string" && changed.includes("_000000");
    expect(
      isForeign ? ["NOT_FOUND", "FORBIDDEN"] : ["IDEMPOTENCY_KEY_REUSED", "FORBIDDEN"],
    ).toContain(reused[0]);
    for (const idempotencyKey of ["", "short", "with a space in it", "x".repeat(129)]) {
      expect(await codes(bank, persona, [mutation, { ...input, idempotencyKey }])).toEqual([
        "VALIDATION_FAILED",
      ]);
    }
  });

  it("is refused to anonymous callers and strangers, and for unknown things", async () => {
    const { bank } = here();
    const input = await wish(here());
    bank.usage.reset();
    const document = await anonymously(mutation, input);
    expect(document).toEqual(["SIGN_IN_REQUIRED"]);
    const [stranger] = await codes(bank, "sven", [mutation, input]);
    expect(["NOT_FOUND", "FORBIDDEN"]).toContain(stranger);
    const unknown = `${String(input[about]).slice(0, 4)}00000000000000000000000000`;
    expect(await codes(bank, persona, [mutation, { ...input, [about]: unknown }])).toEqual([
      "NOT_FOUND",
    ]);
    const wrong = { ...input, [about]: "not an id" };
    expect(await codes(bank, persona, [mutation, wrong])).toEqual(["VALIDATION_FAILED"]);
    expect(bank.usage.writeUnits()).toBe(0);
  });
});

async function anonymously(mutation: string, input: object): Promise<Json> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const answer = await here().bank.anonymous.ask(
    `mutation ($input: ${type}) { ${mutation}(input: $input) { userErrors { code } } }`,
    { input: { idempotencyKey: "anonymous-key", ...input } },
  );
  const errors = field(answer.data?.[mutation], "userErrors");
  return Array.isArray(errors) ? errors.map((error: Json) => field(error, "code")) : [];
}

describe("minutes that are no help", () => {
  it.each([0, -15, 1, 14, 20, 1455, 2_147_483_647])(
    "%i are refused everywhere",
    async (minutes) => {
      const { bank } = here();
      const exchangeId = idOf(await proposed(here(), { minutes: 15 }));
      const happenedOn = "2026-01-05";
      const wishes = [
        ["amina", "proposeExchange", cleaning(here(), { minutes })],
        ["amina", "proposeExchangeChange", { exchangeId, version: 1, minutes }],
        ["grace", "markDelivered", { exchangeId, minutes, happenedOn }],
        ["amina", "confirmExchange", { exchangeId, minutes }],
        ["priya", "resolveDispute", { exchangeId, minutes, note: "So be it." }],
        ["priya", "confirmOnBehalf", { exchangeId, minutes, reason: "So be it." }],
      ] as const;
      bank.usage.reset();
      for (const [persona, mutation, input] of wishes) {
        const refused = new Set(await codes(bank, persona, [mutation, input]));
        expect([mutation, ...refused]).toEqual([mutation, "VALIDATION_FAILED"]);
      }
      expect(bank.usage.writeUnits()).toBe(0);
    },
  );
});

describe("text that cannot be kept", () => {
  it.each([
    ["empty", ""],
    ["blank", "   "],
    ["too long", "x".repeat(121)],
    ["with a control character", "Clean\u0007ing"],
    ["that turns the reading direction", "Clean\u202Eing"],
    ["of two lines", "Clean\ning"],
  ])("is refused when %s", async (_case, what) => {
    const answer = await ask(here().bank, "amina", ["proposeExchange", cleaning(here(), { what })]);
    const error = field(answer.data?.["proposeExchange"], "userErrors.0");
    expect(error).toMatchObject({ code: "VALIDATION_FAILED", path: ["input", "what"] });
    expect(String(field(error, "remedy"))).toMatch(/\.$/);
  });

  it("keeps what people write in their own letters", async () => {
    const what = "Přeložit dopis 🪴 – তৃতীয়";
    const wish = cleaning(here(), { what, minutes: 15 });
    expect(await must(here().bank, "amina", ["proposeExchange", wish])).toMatchObject({ what });
  });
});

it("answers a retried proposal as at first, even after the listing it named was closed", async () => {
  const { bank } = here();
  const windows = { name: "Windows", slug: "windows" };
  const categoryId = await make(bank, "steward", ["createCategory", "category", windows]);
  const listingId = await make(bank, "grace", [
    "createListing",
    "listing",
    {
      partyId: here().grace,
      categoryId,
      direction: "OFFER",
      title: "Windows",
      channels: ["PHONE"],
    },
  ]);
  const input = { ...cleaning(here(), { listingId }), idempotencyKey: "names-a-listing" };
  const first = await ask(bank, "amina", ["proposeExchange", input]);
  expect(at(first.data, "proposeExchange.userErrors")).toEqual([]);
  const closing = { listingId, version: 1, idempotencyKey: "close-the-listing" };
  await make(bank, "grace", ["closeListing", "listing", closing]);
  const again = await ask(bank, "amina", ["proposeExchange", input]);
  expect(at(again.data, "proposeExchange.replayed")).toBe(true);
});
