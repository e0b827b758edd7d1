import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Town } from "../directory/town.ts";
import { at, newRequestKey, textAt } from "../support/api.ts";
import { ask, books, februaryTown, grant, idOf, must, postingsOf } from "./credits.ts";

let place: Town;
const arrive = async () => {
  place = await februaryTown();
};

const week = (weekStarting: string, reportedMinutes = 2700) => ({ weekStarting, reportedMinutes });
const care = (changed: object = {}) => ({
  ...{ memberId: place.grace, weeks: [week("2026-01-26"), week("2026-02-02", 120)] },
  ...changed,
});

const trained = (changed: object = {}) => ({
  ...{ purpose: "TRAINING", memberId: place.grace, minutes: 90 },
  ...{ what: "Safe support", happenedOn: "2026-02-07", withMemberIds: [place.amina] },
  ...changed,
});

describe("recognising care", () => {
  beforeEach(arrive);

  it("credits each week up to the hub's limit and keeps all that was reported", async () => {
    await grant(place, "CARE", 1440);
    const priya = place.bank.as("priya");
    const recognition = await must(priya, "recogniseCare", {
      ...care({ caredForMemberId: place.ellie }),
    });
    expect(recognition).toMatchObject({
      ...{ member: { name: "grace" }, caredFor: { name: "ellie" } },
      ...{ reportedMinutes: 2820, creditedMinutes: 300 },
      weeks: [
        { weekStarting: "2026-01-26", reportedMinutes: 2700, creditedMinutes: 180 },
        { weekStarting: "2026-02-02", reportedMinutes: 120, creditedMinutes: 120 },
      ],
    });
    expect(await postingsOf(priya, textAt(recognition, "journalEntryId"))).toEqual({
      ...{ kind: "RECOGNITION", purpose: "CARE" },
      postings: [
        { minutes: -300, account: { kind: "ISSUANCE", balanceMinutes: -300 } },
        { minutes: 300, account: { kind: "MEMBER", balanceMinutes: 300 } },
      ],
    });
  });

  it("credits a week once, whoever asks again", async () => {
    await grant(place, "CARE", 1440);
    const priya = place.bank.as("priya");
    await must(priya, "recogniseCare", care());
    const again = await ask(priya, "recogniseCare", care({ weeks: [week("2026-02-02")] }));
    expect(again.codes).toEqual(["ALREADY_RECOGNISED"]);
    expect(at(again.errors, "0.path")).toEqual(["input", "weeks", "0", "weekStarting"]);
  });

  it("credits a week once when several ask together", async () => {
    await grant(place, "CARE", 1440);
    const priya = place.bank.as("priya");
    const all = await Promise.all([1, 2, 3, 4].map(() => ask(priya, "recogniseCare", care())));
    const codes = all.map((one) => one.codes[0] ?? "DONE").sort();
    expect(codes).toEqual([
      "ALREADY_RECOGNISED",
      "ALREADY_RECOGNISED",
      "ALREADY_RECOGNISED",
      "DONE",
    ]);
    expect(await books(place, "priya", place.bra)).toMatchObject({ SUM: 0, ISSUANCE: -300 });
  });

  it("writes nothing when the mandate does not hold enough, not even the weeks", async () => {
    await grant(place, "CARE", 240);
    const priya = place.bank.as("priya");
    expect((await ask(priya, "recogniseCare", care())).codes).toEqual(["ISSUANCE_EXHAUSTED"]);
    const one = care({ weeks: [week("2026-01-26")] });
    expect(await must(priya, "recogniseCare", one)).toMatchObject({ creditedMinutes: 180 });
  });

  it("needs a mandate for the quarter of the weeks", async () => {
    const outcome = await ask(place.bank.as("priya"), "recogniseCare", care());
    expect(outcome.codes).toEqual(["MANDATE_NOT_AGREED"]);
  });

  it("is for the hub's broker, never for their own care, and tells strangers nothing", async () => {
    const { bank, kofi, amina, ellie } = place;
    const refused = (persona: string, changed: object = {}) =>
      ask(bank.as(persona), "recogniseCare", care(changed)).then(({ codes }) => codes);
    expect(await refused("grace")).toEqual(["FORBIDDEN"]);
    expect(await refused("amina", { memberId: ellie })).toEqual(["FORBIDDEN"]);
    expect(await refused("amina")).toEqual(["NOT_FOUND"]);
    expect(await refused("rob")).toEqual(["NOT_FOUND"]);
    expect(await refused("priya", { memberId: kofi })).toEqual(["NOT_FOUND"]);
    expect(await refused("priya", { caredForMemberId: kofi })).toEqual(["NOT_FOUND"]);
    expect(await refused("priya", { memberId: place.cafe })).toEqual(["NOT_FOUND"]);
    const asNobody = await ask(bank.anonymous, "recogniseCare", care());
    expect(asNobody.codes).toEqual(["SIGN_IN_REQUIRED"]);
    const me = await bank.as("amina").must("{ me { person { id } } }");
    await bank.steward.must(
      "mutation ($input: GrantRoleInput!) { grantRole(input: $input) { userErrors { code } } }",
      {
        input: {
          ...{ personId: textAt(me, "me.person.id"), role: "BROKER", scopeId: place.bra },
          ...{ reason: "Helps out.", idempotencyKey: newRequestKey() },
        },
      },
    );
    expect(await refused("amina", { memberId: amina })).toEqual(["FORBIDDEN"]);
    expect(await refused("amina", { memberId: ellie })).toEqual(["FORBIDDEN"]);
  });

  it("answers the same key with the same recognition", async () => {
    await grant(place, "CARE", 1440);
    const priya = place.bank.as("priya");
    const wish = care({ idempotencyKey: newRequestKey() });
    const first = await ask(priya, "recogniseCare", wish);
    expect(await ask(priya, "recogniseCare", wish)).toEqual({ ...first, replayed: true });
    const other = { ...wish, weeks: [week("2026-01-19")] };
    expect((await ask(priya, "recogniseCare", other)).codes).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
  });

  it("is listed for the carer and the broker, newest first", async () => {
    await grant(place, "CARE", 1440);
    const { bank, grace } = place;
    const priya = bank.as("priya");
    await must(priya, "recogniseCare", care());
    bank.at("2026-02-10T12:00:00Z");
    const id = idOf(await must(priya, "recogniseCare", care({ weeks: [week("2026-02-09", 60)] })));
    const query = `query ($id: ID!, $node: ID!) {
      careRecognitions(memberId: $id, first: 1) {
        nodes { reportedMinutes creditedMinutes } pageInfo { hasNextPage }
      }
      node(id: $node) { __typename }
    }`;
    for (const persona of ["grace", "priya"]) {
      expect(await bank.as(persona).must(query, { id: grace, node: id })).toEqual({
        careRecognitions: {
          nodes: [{ reportedMinutes: 60, creditedMinutes: 60 }],
          pageInfo: { hasNextPage: true },
        },
        node: { __typename: "CareRecognition" },
      });
    }
    for (const caller of [bank.as("amina"), bank.as("rob"), bank.anonymous]) {
      const seen = await caller.must(query, { id: grace, node: id });
      expect(seen).toEqual({ careRecognitions: null, node: null });
    }
  });
});

describe("recognising an activity", () => {
  beforeEach(arrive);

  it("credits the member from the mandate for it, on the day it happened", async () => {
    await grant(place, "TRAINING", 360);
    const { bank, grace } = place;
    const recognition = await must(bank.as("priya"), "recogniseActivity", trained());
    expect(recognition).toMatchObject({
      ...{ purpose: "TRAINING", minutes: 90, what: "Safe support", happenedOn: "2026-02-07" },
      ...{ member: { name: "grace" }, with: [{ name: "amina" }] },
    });
    expect(await books(place, "priya", place.bra)).toEqual({ SUM: 0, ISSUANCE: -90, MEMBER: 90 });
    const query = `query ($id: ID!) {
      activityRecognitions(memberId: $id) { nodes { what minutes } }
    }`;
    expect(await bank.as("grace").must(query, { id: grace })).toEqual({
      activityRecognitions: { nodes: [{ what: "Safe support", minutes: 90 }] },
    });
    expect(await bank.as("amina").must(query, { id: grace })).toEqual({
      activityRecognitions: null,
    });
  });

  it("ends where the mandate ends, however many ask at once", async () => {
    await grant(place, "PARTICIPATION", 180);
    const { bank } = place;
    const wish = trained({ purpose: "PARTICIPATION" });
    const all = await Promise.all(
      [1, 2, 3].map(() => ask(bank.as("priya"), "recogniseActivity", wish)),
    );
    expect(all.map(({ codes }) => codes[0] ?? "DONE").sort()).toEqual([
      "DONE",
      "DONE",
      "ISSUANCE_EXHAUSTED",
    ]);
  });

  it("is for the hub's broker, about members of that hub", async () => {
    const { bank, kofi } = place;
    const refused = (persona: string, changed: object = {}) =>
      ask(bank.as(persona), "recogniseActivity", trained(changed)).then(({ codes }) => codes);
    expect(await refused("grace")).toEqual(["FORBIDDEN"]);
    expect(await refused("rob")).toEqual(["NOT_FOUND"]);
    expect(await refused("priya", { withMemberIds: [kofi] })).toEqual(["NOT_FOUND"]);
    const asNobody = await ask(bank.anonymous, "recogniseActivity", trained());
    expect(asNobody.codes).toEqual(["SIGN_IN_REQUIRED"]);
  });

  it("happens once for a key", async () => {
    await grant(place, "TRAINING", 360);
    const priya = place.bank.as("priya");
    const wish = trained({ idempotencyKey: newRequestKey() });
    const first = await ask(priya, "recogniseActivity", wish);
    expect(await ask(priya, "recogniseActivity", wish)).toEqual({ ...first, replayed: true });
    const other = await ask(priya, "recogniseActivity", { ...wish, minutes: 60 });
    expect(other.codes).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
  });
});

describe("recognising care that cannot be right", () => {
  beforeAll(arrive);

  it.each([
    ["a day that is no Monday", () => ({ weeks: [week("2026-01-27")] })],
    ["a week to come", () => ({ weeks: [week("2026-02-16")] })],
    ["a week of last summer", () => ({ weeks: [week("2025-07-28")] })],
    ["weeks of two quarters", () => ({ weeks: [week("2025-12-29"), week("2026-01-05")] })],
    ["the same week twice", () => ({ weeks: [week("2026-01-26"), week("2026-01-26")] })],
    ["no week", () => ({ weeks: [] })],
    ["more minutes than a week has", () => ({ weeks: [week("2026-01-26", 10_095)] })],
    ["no minutes", () => ({ weeks: [week("2026-01-26", 0)] })],
    ["care for oneself", () => ({ caredForMemberId: place.grace })],
  ])("refuses %s", async (_what, changed) => {
    const outcome = await ask(place.bank.as("priya"), "recogniseCare", care(changed()));
    expect(outcome.codes[0]).toBe("VALIDATION_FAILED");
  });
});

describe("recognising an activity that cannot be right", () => {
  beforeAll(arrive);

  it.each([
    ["a day to come", { happenedOn: "2026-02-10" }, "VALIDATION_FAILED"],
    ["a day too long ago", { happenedOn: "2026-01-08" }, "VALIDATION_FAILED"],
    ["more than a day", { minutes: 1455 }, "VALIDATION_FAILED"],
    ["minutes that are no quarter hours", { minutes: 50 }, "VALIDATION_FAILED"],
    ["no words", { what: " " }, "VALIDATION_FAILED"],
    ["hidden signs in the words", { what: "a\u0007b" }, "VALIDATION_FAILED"],
    ["care, which has its own way", { purpose: "CARE" }, "VALIDATION_FAILED"],
    ["no mandate", {}, "MANDATE_NOT_AGREED"],
  ])("refuses %s", async (_what, changed, code) => {
    const outcome = await ask(place.bank.as("priya"), "recogniseActivity", trained(changed));
    expect(outcome.codes).toEqual([code]);
  });
});
