import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/kernel/index.ts";
import { idOf } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { giveRole } from "../federation/hubs.ts";
import { at, type Json, textAt } from "../support/api.ts";
import { seen, tries, type Watched, watchedTown } from "./town.ts";

let its: Watched;
beforeAll(async () => {
  its = await watchedTown();
});

type Input = { readonly [field: string]: unknown };
type Wish = readonly [string, Input];

const asked = (wish: Input = {}): Wish => [
  "setRequirement",
  {
    ...{ hubId: its.bra, placeKind: "PUBLIC_PLACE", need: "COVER", reason: "To be safe." },
    ...wish,
  },
];
const granted = (wish: Input = {}): Wish => ["grantClearance", seen(its.grace, wish)];
const added = (wish: Input = {}): Wish => [
  "addCover",
  {
    ...{ holderId: its.bra, insurer: "Fairweather", from: "2026-01-01", until: "2026-12-31" },
    ...wish,
  },
];

/** What came of it, and how much was written. */
async function outcome(persona: string, wish: Wish): Promise<readonly [Json, number]> {
  its.bank.usage.reset();
  const came = await tries(its.bank, persona, wish);
  return [came, its.bank.usage.writeUnits()];
}

describe("who may note what", () => {
  const others = ["priya", "grace", "tom", "kofi", "rob", "stranger", "steward"];

  it.each(others)("is not for %s to set what is asked for, nor insurance", async (persona) => {
    expect(await outcome(persona, asked())).toEqual(["FORBIDDEN", 0]);
    expect(await outcome(persona, added())).toEqual(["FORBIDDEN", 0]);
  });

  it.each(others)("is not for %s to note a training", async (persona) => {
    const code = ["priya", "grace"].includes(persona) ? "FORBIDDEN" : "NOT_FOUND";
    expect(await outcome(persona, granted())).toEqual([code, 0]);
    const nobody = granted({ memberId: newId("mem") });
    expect(await outcome(persona, nobody)).toEqual(["NOT_FOUND", 0]);
  });

  it("is not for leah in another hub", async () => {
    expect(await outcome("leah", asked({ hubId: its.sal }))).toEqual(["FORBIDDEN", 0]);
    expect(await outcome("leah", added({ holderId: its.shed }))).toEqual(["FORBIDDEN", 0]);
    expect(await outcome("leah", granted({ memberId: its.kofi }))).toEqual(["NOT_FOUND", 0]);
  });

  it("is not for a lead about themselves or their child", async () => {
    const { bank, bra, amina, ellie } = its;
    const me = await bank.as("amina").must("{ me { person { id } } }");
    const role = { role: "SAFEGUARDING_LEAD", scopeId: bra } as const;
    await giveRole(bank, textAt(me, "me.person.id"), role);
    for (const memberId of [amina, ellie]) {
      expect(await outcome("amina", granted({ memberId }))).toEqual(["FORBIDDEN", 0]);
    }
    expect(await outcome("amina", granted())).toEqual([expect.anything(), expect.any(Number)]);
  });
});

describe("what cannot be noted", () => {
  it.each([
    ["a day to come", { givenOn: "2026-01-06" }],
    ["what has run out", { givenOn: "2025-01-01", expiresOn: "2026-01-04" }],
    ["what ends before it began", { givenOn: "2026-01-05", expiresOn: "2026-01-05" }],
    ["what never ends", { expiresOn: "2031-01-31" }],
    ["the number of a certificate", { issuer: "DBS 001234567890" }],
    ["a number with gaps", { level: "12 34 56" }],
    ["no day at all", { expiresOn: "soon" }],
  ])("%s", async (_case, wish) => {
    const answer = await outcome("leah", granted(wish)).catch(() => ["VALIDATION_FAILED", 0]);
    expect(answer).toEqual(["VALIDATION_FAILED", 0]);
  });

  it.each([
    ["a requirement for the past", () => asked({ from: "2026-01-04T09:00:00Z" })],
    ["no clearance where one is needed", () => asked({ need: "CLEARANCE" })],
    ["a clearance where none is needed", () => asked({ clearance: "FIRST_AID" })],
    ["insurance that has run out", () => added({ from: "2025-01-01", until: "2026-01-04" })],
    ["insurance that ends before it begins", () => added({ until: "2025-12-31" })],
    ["a kind of help named twice", () => added({ categoryIds: [its.home, its.home] })],
  ])("%s", async (_case, wish) => {
    expect(await outcome("leah", wish())).toEqual(["VALIDATION_FAILED", 0]);
  });

  it.each([
    ["a hub nobody knows", () => asked({ hubId: newId("hub") })],
    ["a kind of help nobody knows", () => asked({ categoryId: newId("cat") })],
    ["insurance of nobody", () => added({ holderId: newId("org") })],
    ["insurance for no help", () => added({ categoryIds: [newId("cat")] })],
    [
      "a clearance nobody has",
      () =>
        ["revokeClearance", { clearanceId: newId("clr"), version: 1, reason: "Gone." }] as const,
    ],
  ])("%s", async (_case, wish) => {
    expect(await outcome("leah", wish())).toEqual(["NOT_FOUND", 0]);
  });
});

describe("what is noted", () => {
  it.each([
    ["a requirement", () => asked(), 0],
    // The unit is for the line that says that she read about a person once more.
    ["a clearance", () => granted({ kind: "FIRST_AID" }), 1],
    ["an insurance", () => added(), 0],
  ] as const)("is noted once for each request: %s", async (_case, wish, readingUnits) => {
    const [mutation, input] = wish();
    const keyed = { idempotencyKey: `once-${mutation}`, ...input };
    const first = await tries(its.bank, "leah", [mutation, keyed]);
    expect(await outcome("leah", [mutation, keyed])).toEqual([first, readingUnits]);
    const words = { reason: "Else.", insurer: "Another", issuer: "Another" };
    const field = Object.keys(words).find((name) => name in input) ?? "";
    const other = { ...keyed, [field]: "Something else" };
    expect(await outcome("leah", [mutation, other])).toEqual(["IDEMPOTENCY_KEY_REUSED", 0]);
  });

  it("ends once", async () => {
    const { bank } = its;
    const reason = "Not needed.";
    const requirementId = idOf(await tries(bank, "leah", asked()));
    const coverId = idOf(await tries(bank, "leah", added()));
    const clearanceId = idOf(await tries(bank, "leah", granted({ kind: "FOOD_HYGIENE" })));
    const ends: readonly Wish[] = [
      ["endRequirement", { requirementId, reason }],
      ["endCover", { coverId, reason }],
      ["revokeClearance", { clearanceId, reason }],
    ];
    for (const [mutation, input] of ends) {
      const refused = await tries(bank, "priya", [mutation, { ...input, version: 1 }]);
      expect(["FORBIDDEN", "NOT_FOUND"]).toContain(refused);
      const ended = await tries(bank, "leah", [mutation, { ...input, version: 1 }]);
      expect(ended).toMatchObject({ version: 2, endedAt: bank.now() });
      const again = await tries(bank, "leah", [mutation, { ...input, version: 2 }]);
      expect(again).toBe("STATE_TRANSITION_INVALID");
    }
  });

  it("is replaced by a newer one of its kind, so that nobody is reminded of the old", async () => {
    const { bank, tom, bra } = its;
    const old = seen(tom, { kind: "DRIVER_INSURER_TOLD", expiresOn: "2026-02-01" });
    const oldId = idOf(await tries(bank, "leah", ["grantClearance", old]));
    bank.at("2026-01-05T10:00:00Z");
    const next = { ...old, expiresOn: "2026-02-20" };
    const nextId = idOf(await tries(bank, "leah", ["grantClearance", next]));
    const expiring = async (withinDays: number) => {
      const found = await bank
        .as("leah")
        .must(
          `query ($id: ID!, $days: Int!) { expiringClearances(hubId: $id, withinDays: $days) { nodes { id } } }`,
          { id: bra, days: withinDays },
        );
      const nodes = at(found, "expiringClearances.nodes");
      return Array.isArray(nodes) ? nodes.map((node: Json) => at(node, "id")) : [];
    };
    expect(await expiring(60)).toEqual([nextId]);
    expect(await expiring(45)).toEqual([]);
    const shown = await bank
      .as("tom")
      .must(
        `query ($id: ID!) { clearances(memberId: $id) { nodes { id endedAt revokeReason } } }`,
        {
          id: tom,
        },
      );
    expect(at(shown, "clearances.nodes")).toEqual([
      { id: oldId, endedAt: bank.now(), revokeReason: null },
      { id: nextId, endedAt: null, revokeReason: null },
    ]);
  });

  it("of what is asked for stays within what a person can keep in mind", async () => {
    const { bank, sal } = its;
    const me = await make(bank, "lena", [
      "registerPerson",
      "person",
      { firstName: "Lena", lastName: "Test", bornOn: "1980-05-05" },
    ]);
    await giveRole(bank, me, { role: "SAFEGUARDING_LEAD", scopeId: sal });
    const wish = asked({ hubId: sal });
    for (let made = 0; made < 60; made++) await tries(bank, "lena", wish);
    expect(await outcome("lena", wish)).toEqual(["LIST_FULL", 0]);
  });
});
