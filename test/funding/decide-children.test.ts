import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkGiver, checkWard } from "../../src/funding/decide/index.ts";
import { addDays } from "../../src/kernel/index.ts";

const now = "2026-02-09T12:00:00.000Z";
const ids = fc.uniqueArray(fc.constantFrom("per_a", "per_b", "per_c", "per_d", "per_e"), {
  minLength: 1,
  maxLength: 4,
});

describe("whoever a child is and whoever guards it", () => {
  it("never gives to a guardian", () => {
    const daysOld = fc.integer({ min: 0, max: 18 * 365 });
    fc.assert(
      fc.property(ids, daysOld, fc.nat(), (guardianPersonIds, days, which) => {
        const giver = { bornOn: addDays(now, -days).slice(0, 10), guardianPersonIds };
        const personId = guardianPersonIds[which % guardianPersonIds.length] ?? "";
        expect(checkWard(giver, { personId }, now)?.code).toBe("FORBIDDEN");
        expect(checkWard(giver, { personId: "per_neighbour" }, now)).toBeUndefined();
      }),
    );
  });

  it("gives by itself: no guardian and no broker does it", () => {
    expect(checkGiver("GUARDIAN")?.code).toBe("FORBIDDEN");
    expect(checkGiver(undefined)?.code).toBe("FORBIDDEN");
    expect(checkGiver("SELF")).toBeUndefined();
  });

  it("decides for itself from its eighteenth birthday on", () => {
    const grown = { guardianPersonIds: ["per_a"], bornOn: "2008-02-09" };
    const guardian = { personId: "per_a" };
    expect(checkWard(grown, guardian, now)).toBeUndefined();
    expect(checkWard({ ...grown, bornOn: "2008-02-10" }, guardian, now)?.code).toBe("FORBIDDEN");
  });
});
