import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { agreedDecision, must as circle, decidedIn, meeting, opened } from "../circles/deciding.ts";
import type { Town } from "../directory/town.ts";
import { at, type Json, newRequestKey } from "../support/api.ts";
import { ask, februaryTown, grant, idOf, must, thisQuarter } from "./credits.ts";

let place: Town;
let decisionId: string;
const arrive = async () => {
  place = await februaryTown();
  decisionId = await decidedIn(place.bank, place.bra);
};

const granted = (changed: object = {}) => ({
  ...{ hubId: place.bra, purpose: "LEARNING", quarter: thisQuarter, minutes: 1200, decisionId },
  ...changed,
});

describe("granting a mandate", () => {
  beforeAll(arrive);

  it("is done by the hub's broker and seen by everyone, without any person in it", async () => {
    const mandate = await must(place.bank.as("priya"), "grantMandate", granted());
    const seen = await place.bank.anonymous.must(
      `query ($id: ID!, $hub: ID!) {
        mandate(id: $id) { hub { code } purpose remainingMinutes }
        mandates(hubId: $hub, quarter: "2026-Q1") { id decisions { circleName question rung decision { status } } }
        node(id: $id) { __typename }
      }`,
      { id: idOf(mandate), hub: place.bra },
    );
    const behind = {
      ...{ circleName: "Governance circle", question: "Do we credit this?", rung: 7 },
      decision: { status: "AGREED" },
    };
    expect(seen).toEqual({
      mandate: { hub: { code: "BRA" }, purpose: "LEARNING", remainingMinutes: 1200 },
      mandates: [{ id: idOf(mandate), decisions: [behind] }],
      node: { __typename: "Mandate" },
    });
  });

  it("is done once for each hub, purpose and quarter, even by two at once", async () => {
    const priya = place.bank.as("priya");
    const both = await Promise.all([
      ask(priya, "grantMandate", granted({ purpose: "CARE" })),
      ask(priya, "grantMandate", granted({ purpose: "CARE", minutes: 1500 })),
    ]);
    expect(both.map(({ codes }) => codes).sort()).toEqual([[], ["MANDATE_ALREADY_GRANTED"]]);
  });

  it("is for what the circle decided on, and not for a minute more", async () => {
    const { bank, sal } = place;
    const credits = [{ purpose: "CARE", quarter: "2026-Q2", minutes: 720 }];
    const decided = await agreedDecision(bank, { runner: "rob", hubId: sal, credits });
    const asked = async (changed: object) =>
      (
        await ask(bank.as("rob"), "grantMandate", {
          ...granted({ hubId: sal, decisionId: decided, purpose: "CARE", quarter: "2026-Q2" }),
          ...{ minutes: 720, ...changed },
        })
      ).codes;
    expect(await asked({ minutes: 735 })).toEqual(["MANDATE_NOT_AGREED"]);
    expect(await asked({ purpose: "LEARNING" })).toEqual(["MANDATE_NOT_AGREED"]);
    expect(await asked({ quarter: thisQuarter })).toEqual(["MANDATE_NOT_AGREED"]);
    expect(await asked({})).toEqual([]);
    const seen = await bank.anonymous.must(
      `query ($id: ID!) { decision(id: $id) { credits { purpose quarter minutes } } }`,
      { id: decided },
    );
    expect(at(seen, "decision.credits")).toEqual(credits);
  });

  it("answers the same key with the same mandate, and knows another wish", async () => {
    const priya = place.bank.as("priya");
    const wish = granted({ idempotencyKey: newRequestKey(), purpose: "TRAINING" });
    const first = await ask(priya, "grantMandate", wish);
    expect(await ask(priya, "grantMandate", wish)).toEqual({ ...first, replayed: true });
    const other = { ...wish, purpose: "PARTICIPATION" };
    expect((await ask(priya, "grantMandate", other)).codes).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    const now = place.bank.now();
    place.bank.at("2026-08-01T12:00:00Z");
    expect((await ask(priya, "grantMandate", wish)).replayed).toBe(true);
    place.bank.at(now);
  });

  it.each([
    ["an unknown decision", { decisionId: "dec_00000000000000000000000000" }, "NOT_FOUND"],
    ["a quarter that is over", { quarter: "2025-Q4" }, undefined],
    ["a quarter far ahead", { quarter: "2026-Q3" }, undefined],
    ["no quarter at all", { quarter: "spring" }, undefined],
    ["minutes that are no quarter hours", { minutes: 1201 }, undefined],
    ["no minutes", { minutes: 0 }, undefined],
    ["minutes below zero", { minutes: -60 }, undefined],
    ["an unknown hub", { hubId: "hub_00000000000000000000000000" }, "NOT_FOUND"],
  ])("refuses %s", async (_what, changed, code) => {
    const outcome = await ask(place.bank.as("priya"), "grantMandate", granted(changed));
    expect(outcome.codes).toEqual([code ?? "VALIDATION_FAILED"]);
  });

  it.each([
    ["another hub's broker", "rob"],
    ["a member", "amina"],
    ["a stranger", "nobody"],
  ])("is not done by %s", async (_who, persona) => {
    const outcome = await ask(place.bank.as(persona), "grantMandate", granted());
    expect(outcome.codes).toEqual(["FORBIDDEN"]);
    const anonymous = await ask(place.bank.anonymous, "grantMandate", granted());
    expect(anonymous.codes).toEqual(["SIGN_IN_REQUIRED"]);
  });

  // The decision is read where it was taken: nobody can say of it what it is not.
  it("rests on what a circle of the hub agreed with power, and on nothing else", async () => {
    const { bank, bra, sal } = place;
    const priya = bank.as("priya");
    const grants = async (decided: string) =>
      (await ask(priya, "grantMandate", granted({ decisionId: decided, minutes: 15 }))).codes;
    const elsewhere = await agreedDecision(bank, { runner: "rob", hubId: sal });
    expect(await grants(elsewhere)).toEqual(["NOT_FOUND"]);
    const people = ["carla", "carlo", "carmen"].map((persona) => ({
      ...{ persona, side: "SERVICE_USER" as const },
    }));
    const wish = { runner: "priya", hubId: bra, people };
    const loose = { power: { isBinding: false } };
    const advisory = await opened(bank, "priya", await meeting(bank, { ...wish, circle: loose }));
    expect(await grants(advisory)).toEqual(["MANDATE_NOT_AGREED"]);
    for (const { persona } of people) {
      await circle(bank, persona, ["castPosition", { decisionId: advisory, stance: "SUPPORT" }]);
    }
    const closing = { version: 1, decidedAt: "IN_CIRCLE" };
    const closed = await circle(bank, "priya", [
      "closeDecision",
      { decisionId: advisory, ...closing },
    ]);
    expect(closed).toMatchObject({ status: "AGREED", rung: 5 });
    expect(await grants(advisory)).toEqual(["MANDATE_NOT_AGREED"]);
    const blocked = await opened(bank, "priya", await meeting(bank, wish));
    await circle(bank, "priya", ["closeDecision", { decisionId: blocked, ...closing }]);
    expect(await grants(blocked)).toEqual(["MANDATE_NOT_AGREED"]);
  });

  it("answers null for a hub or mandate that is not there", async () => {
    const seen = await place.bank.anonymous.must(
      `{ mandate(id: "man_00000000000000000000000000") { id }
         mandates(hubId: "hub_00000000000000000000000000", quarter: "2026-Q1") { id } }`,
    );
    expect(seen).toEqual({ mandate: null, mandates: null });
    const broken = await place.bank.anonymous.ask(
      `query ($hub: ID!) { mandates(hubId: $hub, quarter: "soon") { id } }`,
      { hub: place.bra },
    );
    expect(broken.errors).toHaveLength(1);
  });
});

describe("amending a mandate", () => {
  beforeEach(arrive);

  const amended = (mandate: Json, changed: object = {}) => ({
    ...{ mandateId: idOf(mandate), version: 1, minutes: 1500 },
    ...{ decisionId, ...changed },
  });

  it("keeps both decisions", async () => {
    const mandate = await grant(place, "LEARNING", 1200);
    const priya = place.bank.as("priya");
    const second = await agreedDecision(place.bank, { runner: "priya", hubId: place.bra });
    const again = amended(mandate, { decisionId: second });
    expect(await must(priya, "amendMandate", again)).toMatchObject({
      ...{ grantedMinutes: 1500, version: 2 },
      decisions: [
        { decision: { id: decisionId }, grantedMinutes: 1200 },
        { decision: { id: second }, grantedMinutes: 1500 },
      ],
    });
  });

  it("refuses to go below what was issued", async () => {
    const mandate = await grant(place, "LEARNING", 1200);
    const priya = place.bank.as("priya");
    await must(priya, "allocate", {
      ...{ organisationId: place.cafe, purpose: "LEARNING", quarter: thisQuarter, minutes: 600 },
    });
    const tooLow = amended(mandate, { version: 2, minutes: 585 });
    expect((await ask(priya, "amendMandate", tooLow)).codes).toEqual(["ISSUANCE_EXHAUSTED"]);
    const exact = amended(mandate, { version: 2, minutes: 600 });
    expect(await must(priya, "amendMandate", exact)).toMatchObject({ remainingMinutes: 0 });
  });

  // What was granted and what is issued are decided on together: neither may pass the other.
  it("never meets an allocation half-way", async () => {
    const mandate = await grant(place, "LEARNING", 600);
    const priya = place.bank.as("priya");
    await Promise.all([
      ask(priya, "amendMandate", amended(mandate, { minutes: 300 })),
      ask(priya, "allocate", {
        ...{ organisationId: place.cafe, purpose: "LEARNING", quarter: thisQuarter, minutes: 600 },
      }),
    ]);
    const seen = await priya.must("query ($id: ID!) { mandate(id: $id) { remainingMinutes } }", {
      id: idOf(mandate),
    });
    expect(at(seen, "mandate.remainingMinutes")).toBeGreaterThanOrEqual(0);
  });

  it("refuses a stale version, an overridden decision and everyone but the hub's broker", async () => {
    const mandate = await grant(place, "LEARNING", 1200);
    const { bank } = place;
    const priya = bank.as("priya");
    const refused = (changed: object, caller = priya) =>
      ask(caller, "amendMandate", amended(mandate, changed)).then(({ codes }) => codes);
    expect(await refused({ version: 2 })).toEqual(["CONFLICT_VERSION"]);
    const hollow = await agreedDecision(bank, { runner: "priya", hubId: place.bra });
    const over = { decisionId: hollow, version: 2, body: "The council", reason: "No money." };
    await circle(bank, "priya", ["overrideDecision", over]);
    expect(await refused({ decisionId: hollow })).toEqual(["MANDATE_NOT_AGREED"]);
    expect(await refused({}, bank.as("rob"))).toEqual(["FORBIDDEN"]);
    expect(await refused({}, bank.anonymous)).toEqual(["SIGN_IN_REQUIRED"]);
    expect(await refused({ mandateId: "man_00000000000000000000000000" })).toEqual(["NOT_FOUND"]);
  });

  it("answers the same key again, whatever has happened since", async () => {
    const mandate = await grant(place, "LEARNING", 1200);
    const priya = place.bank.as("priya");
    const wish = amended(mandate, { idempotencyKey: newRequestKey() });
    await must(priya, "amendMandate", wish);
    expect(await ask(priya, "amendMandate", wish)).toMatchObject({ replayed: true, codes: [] });
    const other = { ...wish, minutes: 1800 };
    expect((await ask(priya, "amendMandate", other)).codes).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
  });
});
