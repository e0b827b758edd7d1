import { describe, expect, it } from "vitest";
import { checkHigher, votersOf, whyNotDecide } from "../../src/decisions/decide/index.ts";

const openedAt = "2026-02-20T12:00:00.000Z";

describe("who votes on a question", () => {
  it.each([
    ["had a vote when it was put", true, openedAt, true],
    ["had one long before", true, "2025-11-20T12:00:00.000Z", true],
    ["took their seat a moment after", true, "2026-02-20T12:00:00.001Z", false],
    ["was there without a vote", false, openedAt, false],
  ])("is whoever %s: %s, since %s: %s", (_who, mayVote, since, is) => {
    expect(votersOf([{ mayVote, since }], { openedAt })).toHaveLength(is ? 1 : 0);
  });
});

describe("one thing", () => {
  it.each([
    [{}, undefined],
    [{ agreedInId: "dec_1" }, "STATE_TRANSITION_INVALID"],
    [{ openDecisionId: "dec_1" }, "DECISION_OPEN"],
    [{ agreedInId: "dec_1", openDecisionId: "dec_2" }, "STATE_TRANSITION_INVALID"],
  ])("that is %j is put to a vote: %s", (artefact, code) => {
    expect(whyNotDecide(artefact)?.code).toBe(code);
  });
});

describe("the word of a circle", () => {
  const levels = ["SERVICE", "STRATEGIC", "NATIONAL"];
  it.each([
    ["SERVICE", "STRATEGIC", undefined],
    ["SERVICE", "NATIONAL", undefined],
    ["STRATEGIC", "STRATEGIC", "LEVEL_NOT_HIGHER"],
    ["NATIONAL", "SERVICE", "LEVEL_NOT_HIGHER"],
  ])("goes from %s to %s: %s", (from, to, code) => {
    expect(checkHigher(levels, { from, to })?.code).toBe(code);
  });
});
