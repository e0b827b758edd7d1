import { describe, expect, it } from "vitest";
import { warningsOf } from "../../src/ledger/decide/index.ts";
import type { AccountRef, Head } from "../../src/ledger/model.ts";
import { account, headOf, now } from "./limits-heads.ts";

const warned = (more: Partial<Head>, limits: Partial<AccountRef> = {}) =>
  warningsOf(headOf(account("amina", limits), { recordedAt: now, ...more }), now).map(
    ({ code, minutesLeft }) => [code, minutesLeft] as const,
  );

describe("warnings before a limit", () => {
  it("say nothing while more than an hour is left of everything", () => {
    const limits = { giving: { day: 120 }, spending: { week: 120 } };
    const tallies = { given: [59, 59, 59, 59], spent: [59, 59, 59, 59] } as const;
    const hard = { ceilingMinutes: 300, isCeilingHard: true, limits };
    expect(warned({ balanceMinutes: 239, ...tallies }, hard)).toEqual([]);
    expect(warned({ balanceMinutes: -239 })).toEqual([]);
  });

  it.each([
    ["NEAR_FLOOR", { balanceMinutes: -240 }, {}],
    ["NEAR_FLOOR", { balanceMinutes: 0, reservedMinutes: 240 }, {}],
    ["NEAR_CEILING", { balanceMinutes: 240 }, { ceilingMinutes: 300, isCeilingHard: true }],
    ["NEAR_CEILING", { promisedMinutes: 240 }, { ceilingMinutes: 300, isCeilingHard: true }],
    ["NEAR_GIVING_LIMIT", { given: [60, 60, 60, 60] }, { limits: { giving: { day: 120 } } }],
    ["NEAR_GIVING_LIMIT", { promisedMinutes: 60 }, { limits: { giving: { day: 120 } } }],
    ["NEAR_SPENDING_LIMIT", { spent: [0, 0, 0, 60] }, { limits: { spending: { year: 120 } } }],
    ["NEAR_SPENDING_LIMIT", { reservedMinutes: 60 }, { limits: { spending: { day: 120 } } }],
  ] as const)("say %s with exactly an hour left of it", (code, head, limits) => {
    expect(warned(head, limits)).toEqual([[code, 60]]);
  });

  it("tell of nothing left as nothing, never as less", () => {
    const full = { ceilingMinutes: 300, isCeilingHard: true };
    expect(warned({ balanceMinutes: 300, promisedMinutes: 60 }, full)).toEqual([
      ["NEAR_CEILING", 0],
    ]);
  });

  it("say that the balance is above a ceiling, hard or not, and not that it is near", () => {
    for (const isCeilingHard of [true, false]) {
      const ceiling = { ceilingMinutes: 300, isCeilingHard };
      expect(warned({ balanceMinutes: 301 }, ceiling)).toEqual([["ABOVE_CEILING", undefined]]);
    }
    expect(warned({ balanceMinutes: 300 }, { ceilingMinutes: 300 })).toEqual([]);
  });

  it("say that the balance is below the floor, and not that it is near", () => {
    expect(warned({ balanceMinutes: -301 })).toEqual([["BELOW_FLOOR", undefined]]);
    expect(warned({ balanceMinutes: -300 })).toEqual([["NEAR_FLOOR", 0]]);
  });

  it("are for those who hold an account, as long as they do", () => {
    const low = { balanceMinutes: -300 };
    expect(warned(low, { kind: "ORGANISATION" })).toHaveLength(1);
    for (const kind of ["POT", "ISSUANCE", "CLEARING"] as const) {
      expect(warned(low, { kind })).toEqual([]);
    }
    expect(warned({ ...low, status: "CLOSED" })).toEqual([]);
  });

  it("speak plainly, with the time that is left", () => {
    const [first] = warningsOf(headOf(account("amina"), { balanceMinutes: -255 }), now);
    expect(first).toEqual({
      accountId: "amina",
      code: "NEAR_FLOOR",
      message: "45 min can still be spent before some has to be given.",
      minutesLeft: 45,
    });
  });
});
