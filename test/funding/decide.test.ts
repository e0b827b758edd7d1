import { describe, expect, it } from "vitest";
import {
  amend,
  cancelPot,
  checkActive,
  checkAgreed,
  checkAllocationQuarter,
  checkCareWeeks,
  checkDecidedCredits,
  checkDecidedOn,
  checkGiver,
  checkGrantQuarter,
  checkHappenedOn,
  creditCare,
  creditedMinutesOf,
  decidePot,
  giveBack,
} from "../../src/funding/decide/index.ts";
import type { Mandate, PotRequest } from "../../src/funding/model/index.ts";
import { type CreditsDecided, isRefusal } from "../../src/kernel/index.ts";

const noon = "2026-02-09T12:00:00.000Z";
const decision = {
  decisionId: "dec_1",
  circleName: "Governance circle",
  question: "What do we credit?",
  decidedOn: "2026-01-10",
  rung: 7,
};
const mandate: Mandate = {
  id: "man_1",
  hubId: "hub_1",
  purpose: "CARE",
  quarter: "2026-Q1",
  grantedMinutes: 1440,
  decisions: [{ ...decision, grantedMinutes: 1440, recordedAt: noon, recordedBy: "per_priya" }],
  version: 1,
  receipts: [],
};

describe("granting a mandate", () => {
  it.each(["2026-Q1", "2026-Q2"])("is for this quarter or the next: %s", (quarter) => {
    expect(checkGrantQuarter(quarter, noon)).toBeUndefined();
  });

  it.each(["2025-Q4", "2026-Q3", "2027-Q1"])("is not for %s", (quarter) => {
    expect(checkGrantQuarter(quarter, noon)).toMatchObject({ code: "VALIDATION_FAILED" });
  });

  it("counts the first quarter of a year as the one after its last", () => {
    expect(checkGrantQuarter("2027-Q1", "2026-12-31T23:00:00.000Z")).toBeUndefined();
  });

  it("rests on no decision taken more than a year ago", () => {
    expect(checkDecidedOn({ decidedOn: "2025-02-08" }, noon)).toBeUndefined();
    expect(checkDecidedOn({ decidedOn: "2025-02-07" }, noon)).toMatchObject({
      code: "VALIDATION_FAILED",
      path: ["input", "decisionId"],
    });
  });

  it.each([1, 2, 3, 4, 5])(
    "rests on no decision of rung %d, where people did not decide",
    (rung) => {
      expect(checkAgreed({ isAgreed: true, rung })).toMatchObject({
        code: "MANDATE_NOT_AGREED",
      });
    },
  );

  it.each([6, 7, 8])("rests on a decision of rung %d", (rung) => {
    expect(checkAgreed({ isAgreed: true, rung })).toBeUndefined();
    expect(checkAgreed({ isAgreed: false, rung })).toMatchObject({ code: "MANDATE_NOT_AGREED" });
  });
});

describe("what a decision lets a mandate be for", () => {
  const decided = { purpose: "CARE", quarter: "2026-Q1", minutes: 720 } as const;
  const training = { ...decided, purpose: "TRAINING", minutes: 360 } as const;
  const within = (wish: Partial<CreditsDecided>) =>
    checkDecidedCredits([decided, training], { ...decided, ...wish });

  it.each([
    ["all that was decided", {}],
    ["less than was decided", { minutes: 15 }],
    ["another purpose of the same decision", { purpose: "TRAINING", minutes: 360 }],
  ] as const)("is %s", (_what, wish) => {
    expect(within(wish)).toBeUndefined();
  });

  it.each([
    ["a quarter hour more", { minutes: 735 }, "minutes"],
    ["the minutes of another purpose", { purpose: "TRAINING" }, "minutes"],
    ["another quarter", { quarter: "2026-Q2" }, "decisionId"],
    ["a purpose nobody decided on", { purpose: "LEARNING" }, "decisionId"],
  ] as const)("is not %s", (_what, wish, field) => {
    expect(within(wish)).toMatchObject({ code: "MANDATE_NOT_AGREED", path: ["input", field] });
  });

  it("is nothing where the decision was about something else", () => {
    expect(checkDecidedCredits([], decided)).toMatchObject({ code: "MANDATE_NOT_AGREED" });
  });
});

describe("amending a mandate", () => {
  const recording = { minutes: 1800, by: "per_priya", now: noon, issuedMinutes: 720 };

  it("keeps every decision it rested on", () => {
    const amended = amend(mandate, { ...decision, decisionId: "dec_2" }, recording);
    expect(amended).toMatchObject({
      grantedMinutes: 1800,
      decisions: [
        { decisionId: "dec_1", grantedMinutes: 1440 },
        { decisionId: "dec_2", grantedMinutes: 1800 },
      ],
    });
  });

  it("can lower it to what was issued, and no further", () => {
    expect(isRefusal(amend(mandate, decision, { ...recording, minutes: 720 }))).toBe(false);
    expect(amend(mandate, decision, { ...recording, minutes: 705 })).toMatchObject({
      code: "ISSUANCE_EXHAUSTED",
    });
  });

  it("ends after 20 decisions, so that a mandate stays one small item", () => {
    const full = {
      ...mandate,
      decisions: Array.from({ length: 20 }, () => mandate.decisions).flat(),
    };
    expect(amend(full, decision, recording)).toMatchObject({ code: "STATE_TRANSITION_INVALID" });
  });
});

describe("allocating and giving back", () => {
  it("happens in the present quarter only", () => {
    expect(checkAllocationQuarter("2026-Q1", noon)).toBeUndefined();
    expect(checkAllocationQuarter("2026-Q2", noon)).toMatchObject({ code: "VALIDATION_FAILED" });
  });

  it("gives back up to what is held", () => {
    expect(giveBack(120, 120)).toBe(0);
    expect(giveBack(120, 135)).toMatchObject({ code: "RETURN_TOO_LARGE" });
  });
});

describe("recognising care", () => {
  const week = (weekStarting: string, reportedMinutes = 2700) => ({
    weekStarting,
    reportedMinutes,
  });

  it("credits each week hour for hour up to the limit, and keeps what was reported", () => {
    const weeks = creditCare([week("2026-02-02", 2700), week("2026-01-26", 120)], 180);
    expect(weeks).toEqual([
      { weekStarting: "2026-01-26", reportedMinutes: 120, creditedMinutes: 120 },
      { weekStarting: "2026-02-02", reportedMinutes: 2700, creditedMinutes: 180 },
    ]);
    expect(isRefusal(weeks) ? 0 : creditedMinutesOf(weeks)).toBe(300);
  });

  it("credits nothing where the hub credits no care", () => {
    expect(creditCare([week("2026-02-02")], 0)).toMatchObject({ code: "MANDATE_NOT_AGREED" });
  });

  it("takes a week that has begun, and none that is still to come", () => {
    expect(checkCareWeeks([week("2026-02-09")], noon)).toBeUndefined();
    expect(checkCareWeeks([week("2026-02-02"), week("2026-02-16")], noon)).toMatchObject({
      code: "VALIDATION_FAILED",
      path: ["input", "weeks", "1", "weekStarting"],
    });
  });

  it("takes no week of more than half a year ago", () => {
    expect(checkCareWeeks([week("2025-08-11")], noon)).toBeUndefined();
    expect(checkCareWeeks([week("2025-08-04")], noon)).toMatchObject({ code: "VALIDATION_FAILED" });
  });

  it("takes weeks of one quarter at a time, because each quarter has its mandate", () => {
    expect(checkCareWeeks([week("2025-12-29"), week("2026-01-05")], noon)).toMatchObject({
      path: ["input", "weeks", "1", "weekStarting"],
    });
  });
});

describe("recognising an activity", () => {
  it.each([
    ["tomorrow", "2026-02-10"],
    ["32 days ago", "2026-01-08"],
  ])("takes nothing that happened %s", (_when, day) => {
    expect(checkHappenedOn(day, noon, 31)).toMatchObject({ code: "VALIDATION_FAILED" });
  });

  it.each(["2026-02-09", "2026-01-09"])("takes what happened on %s", (day) => {
    expect(checkHappenedOn(day, noon, 31)).toBeUndefined();
  });
});

describe("giving", () => {
  it.each(["SELF", "ADMIN"] as const)("is for %s", (role) => {
    expect(checkGiver(role)).toBeUndefined();
  });

  it.each(["GUARDIAN", undefined] as const)("is not for %s", (role) => {
    expect(checkGiver(role)).toMatchObject({ code: "FORBIDDEN" });
  });

  it("needs both sides to take part", () => {
    expect(checkActive({ status: "ACTIVE" }, "to")).toBeUndefined();
    expect(checkActive({ status: "PAUSED" }, "to")).toMatchObject({
      code: "PARTY_NOT_ACTIVE",
      path: ["input", "to"],
    });
  });
});

describe("deciding on a pot request", () => {
  const asked: PotRequest = {
    id: "pot_1",
    memberId: "mem_dilys",
    hubId: "hub_1",
    minutes: 60,
    reason: "A visit.",
    status: "OPEN",
    createdAt: noon,
    version: 1,
    receipts: [],
  };

  it("gives what was asked for, or less", () => {
    expect(decidePot(asked, { approve: true }, noon)).toMatchObject({
      status: "APPROVED",
      givenMinutes: 60,
    });
    expect(decidePot(asked, { approve: true, minutes: 30 }, noon)).toMatchObject({
      givenMinutes: 30,
    });
    expect(decidePot(asked, { approve: true, minutes: 75 }, noon)).toMatchObject({
      code: "VALIDATION_FAILED",
    });
  });

  it("gives nothing with a no, and keeps the words for the member", () => {
    const declined = decidePot(asked, { approve: false, note: "The pot is for food." }, noon);
    expect(declined).toMatchObject({ status: "DECLINED", decisionNote: "The pot is for food." });
    expect(declined).not.toHaveProperty("givenMinutes");
  });

  it.each(["APPROVED", "DECLINED", "CANCELLED"] as const)("is over once %s", (status) => {
    const over = { ...asked, status };
    expect(decidePot(over, { approve: true }, noon)).toMatchObject({
      code: "STATE_TRANSITION_INVALID",
    });
    expect(cancelPot(over, noon)).toMatchObject({ code: "STATE_TRANSITION_INVALID" });
  });
});
