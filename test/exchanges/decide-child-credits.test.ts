import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  whyNotPayGuardian,
  whyNotPayGuardianIn,
  whyNotPayGuardianThere,
} from "../../src/exchanges/decide/index.ts";
import { addDays } from "../../src/kernel/index.ts";
import { amina, grace, hub, noon } from "./build.ts";

/** Anybody under 18 years of age at noon, with up to four guardians. */
const guardians = fc.uniqueArray(fc.constantFrom("per_a", "per_b", "per_c", "per_d", "per_e"), {
  minLength: 1,
  maxLength: 4,
});
const daysOld = fc.integer({ min: 0, max: 18 * 365 });
const child = fc
  .record({ guardians, daysOld })
  .map(({ guardians: guardianPersonIds, daysOld: days }) => ({
    ...{ ...amina, id: "mem_child", personId: "per_child", guardianPersonIds },
    bornOn: addDays(noon, -days).slice(0, 10),
  }));
const withGuardian = child.chain((one) =>
  fc.constantFrom(...one.guardianPersonIds).map((personId) => ({
    child: one,
    guardian: { ...grace, id: "mem_guardian", personId },
  })),
);

const activity = (
  parts: readonly { partyId: string; role: "GIVER" | "RECEIVER"; minutes: number }[],
) => ({
  ...{ status: "PLANNED" as const, id: "grp_1", hubId: hub, plannedBy: "per_p", plannedAt: noon },
  ...{ what: "Chess", plannedFor: noon, receiverMinutes: 15, dueAt: noon, parts },
  ...{ version: 1, receipts: [] },
});

describe("whoever a child is and whoever guards it, it", () => {
  it("never pays a guardian, alone or among others", () => {
    fc.assert(
      fc.property(withGuardian, fc.boolean(), ({ child: payer, guardian }, isFirst) => {
        const givers = isFirst ? [guardian, grace] : [grace, guardian];
        expect(whyNotPayGuardian(payer, givers, noon)?.code).toBe("FORBIDDEN");
        expect(whyNotPayGuardian(payer, [grace], noon)).toBeUndefined();
      }),
    );
  });

  it("never pays a guardian in a group, whoever joins last and whatever the order", () => {
    fc.assert(
      fc.property(withGuardian, ({ child: payer, guardian }) => {
        const parties = new Map([payer, guardian].map((one) => [one.id, one]));
        const gives = { partyId: guardian.id, role: "GIVER" as const, minutes: 15 };
        const gets = { partyId: payer.id, role: "RECEIVER" as const, minutes: 15 };
        const facts = { parties, now: noon };
        const refusals = [
          whyNotPayGuardianIn(activity([gives]), { party: payer, role: "RECEIVER" }, facts),
          whyNotPayGuardianIn(activity([gets]), { party: guardian, role: "GIVER" }, facts),
          whyNotPayGuardianThere(activity([gets, gives]), [payer.id, guardian.id], facts),
        ];
        expect(refusals.map((one) => one?.code)).toEqual(Array(3).fill("FORBIDDEN"));
      }),
    );
  });

  it("decides for itself from its eighteenth birthday on", () => {
    const grown = { ...amina, guardianPersonIds: ["per_a"], bornOn: "2008-02-09" };
    const almost = { ...grown, bornOn: "2008-02-10" };
    const guardian = { ...grace, personId: "per_a" };
    expect(whyNotPayGuardian(grown, [guardian], noon)).toBeUndefined();
    expect(whyNotPayGuardian(almost, [guardian], noon)?.code).toBe("FORBIDDEN");
  });
});
