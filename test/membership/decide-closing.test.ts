import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../src/kernel/index.ts";
import { closure, whyNotChoose } from "../../src/membership/decide/index.ts";
import {
  defaultPolicy,
  leavingBalances,
  leavingShortfalls,
} from "../../src/membership/model/index.ts";

type Account = Parameters<typeof closure>[0];
type Books = Parameters<typeof closure>[1];
type Policy = Parameters<typeof closure>[2];

const minutes = fc.integer({ min: -1200, max: 100_000 });
const books = fc.record({
  potMinutes: fc.integer({ min: 0, max: 100_000 }),
  writtenOff: fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 5 }),
});
const policies = fc.record({
  leavingBalance: fc.constantFrom(...leavingBalances),
  leavingShortfall: fc.constantFrom(...leavingShortfalls),
});

function closed(account: Account, held: Books, policy: Policy) {
  const split = closure(account, held, policy);
  if (isRefusal(split)) throw new Error(split.code);
  return split;
}

const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
const empty = { potMinutes: 0, writtenOff: [] };

describe("closing an account", () => {
  it("brings it to zero under every policy, and takes nothing from the leaver", () => {
    fc.assert(
      fc.property(minutes, books, policies, (balanceMinutes, held, policy) => {
        const split = closed({ balanceMinutes, reservedMinutes: 0 }, held, policy);
        const { given, givenBack, fromPot, fromIssuance } = split;
        const gone = given + sum(givenBack);
        expect(balanceMinutes - gone + fromPot + fromIssuance).toBe(0);
        expect(Math.min(given, fromPot, fromIssuance, ...givenBack)).toBeGreaterThanOrEqual(0);
        if (balanceMinutes > 0) expect(fromPot + fromIssuance).toBe(0);
        else expect(gone).toBe(0);
      }),
    );
  });

  it("never overdraws the pot, nor brings an issuance account above zero", () => {
    fc.assert(
      fc.property(minutes, books, policies, (balanceMinutes, held, policy) => {
        const split = closed({ balanceMinutes, reservedMinutes: 0 }, held, policy);
        expect(split.fromPot).toBeLessThanOrEqual(held.potMinutes);
        for (const [place, back] of split.givenBack.entries()) {
          expect(back).toBeLessThanOrEqual(held.writtenOff[place] ?? 0);
        }
      }),
    );
  });

  it("issues only what the pot cannot absorb, unless the hub keeps its pot for others", () => {
    const below = { balanceMinutes: -200, reservedMinutes: 0 };
    const pot = { potMinutes: 150, writtenOff: [] };
    const usual = closed(below, pot, defaultPolicy);
    expect(usual).toMatchObject({ fromPot: 150, fromIssuance: 50 });
    const kept = closed(below, pot, { ...defaultPolicy, leavingShortfall: "ISSUANCE" });
    expect(kept).toMatchObject({ fromPot: 0, fromIssuance: 200 });
  });

  it("makes good what was written off, nearest first, and gives on the rest", () => {
    const above = { balanceMinutes: 500, reservedMinutes: 0 };
    const back = { ...defaultPolicy, leavingBalance: "BACK_TO_ISSUANCE" as const };
    const held = { potMinutes: 0, writtenOff: [120, 0, 90] };
    expect(closed(above, held, back)).toMatchObject({ givenBack: [120, 0, 90], given: 290 });
    const little = closed({ ...above, balanceMinutes: 130 }, held, back);
    expect(little).toMatchObject({ givenBack: [120, 0, 10], given: 0 });
    for (const leavingBalance of ["HOLDER_CHOOSES", "TO_POT"] as const) {
      const split = closed(above, held, { ...back, leavingBalance });
      expect(split).toMatchObject({ givenBack: [], given: 500 });
    }
  });

  it("waits for minutes that are set aside or promised, whatever the balance", () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 5000 }), (balanceMinutes, agreed) => {
        const paying = { balanceMinutes, reservedMinutes: agreed };
        const helping = { balanceMinutes, reservedMinutes: 0, promisedMinutes: agreed };
        for (const account of [paying, helping]) {
          const outcome = closure(account, empty, defaultPolicy);
          expect(outcome).toMatchObject({ code: "HOURS_SET_ASIDE" });
        }
      }),
    );
  });

  it("takes a choice only where the hub leaves one", () => {
    const heir = { id: "mem_heir" };
    expect(whyNotChoose(heir, { leavingBalance: "HOLDER_CHOOSES" })).toBeUndefined();
    expect(whyNotChoose(undefined, { leavingBalance: "TO_POT" })).toBeUndefined();
    for (const leavingBalance of ["TO_POT", "BACK_TO_ISSUANCE"] as const) {
      expect(whyNotChoose(heir, { leavingBalance })).toMatchObject({
        code: "VALIDATION_FAILED",
        path: ["input", "giveToMemberId"],
      });
    }
  });
});
