import { describe, expect, it } from "vitest";
import { outcomeOf, stopsAll, whyNotCreditSession } from "../../src/funding/decide/index.ts";

const now = "2026-02-20T12:00:00.000Z";

describe("a session", () => {
  it.each([
    ["began a moment ago", { startsAt: now, minutes: 60 }, undefined],
    ["has not begun", { startsAt: "2026-02-20T12:00:00.001Z", minutes: 60 }, "not begun"],
    ["took nobody knows how long", { startsAt: now }, "not written down"],
  ])("that %s is credited, or it is said why not", (_what, session, words) => {
    const refusal = whyNotCreditSession(session, now);
    expect(refusal?.code).toBe(words && "STATE_TRANSITION_INVALID");
    if (words) expect(refusal?.message).toContain(words);
  });
});

describe("one who was there", () => {
  const there = { seatId: "a", isPaid: false };
  const its = { credited: new Set<string>(), sitter: { hubId: "hub_1" }, hubId: "hub_1" };
  it.each([
    ["is credited", there, {}, "WAITING"],
    ["was credited", there, { credited: new Set(["a"]) }, "CREDITED"],
    [
      "was credited, whoever pays them now",
      { ...there, isPaid: true },
      { credited: new Set(["a"]) },
      "CREDITED",
    ],
    ["was paid by somebody else", { ...there, isPaid: true }, {}, "IN_PAID_TIME"],
    ["has no account", there, { sitter: undefined }, "WITHOUT_ACCOUNT"],
    ["is of another hub", there, { sitter: { hubId: "hub_2" } }, "OF_ANOTHER_HUB"],
  ] as const)("who %s", (_who, present, more, outcome) => {
    expect(outcomeOf(present, { ...its, ...more })).toBe(outcome);
  });

  it.each([
    ["ISSUANCE_EXHAUSTED", true],
    ["INSUFFICIENT_CREDIT", true],
    ["BUSY_TRY_AGAIN", true],
    ["PARTY_NOT_ACTIVE", false],
  ])("who meets %s stops everybody after them: %s", (code, is) => {
    expect(stopsAll(code)).toBe(is);
  });
});
