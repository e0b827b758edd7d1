import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  whyNotPayGuardian,
  whyNotPayGuardianIn,
  whyNotPayGuardianThere,
} from "../../src/exchanges/decide/index.ts";
import { checkGiver, checkWard } from "../../src/funding/decide/index.ts";
import { addDays, anonymous } from "../../src/kernel/index.ts";
import { mayReceive } from "../../src/membership/decide/index.ts";
import type { ActiveMember } from "../../src/membership/model/index.ts";
import { amina, grace, hub, noon } from "../exchanges/build.ts";
import { plainProfile } from "../membership/profile.ts";

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

describe("whoever a child is and whoever guards it", () => {
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

  it("never gives to a guardian, and no guardian gives for it", () => {
    fc.assert(
      fc.property(withGuardian, ({ child: giver, guardian }) => {
        expect(checkWard(giver, guardian, noon)?.code).toBe("FORBIDDEN");
        expect(checkWard(giver, grace, noon)).toBeUndefined();
      }),
    );
    expect(checkGiver("GUARDIAN")?.code).toBe("FORBIDDEN");
    expect(checkGiver(undefined)?.code).toBe("FORBIDDEN");
    expect(checkGiver("SELF")).toBeUndefined();
  });

  it("never leaves its credits to a guardian, whoever asks", () => {
    const member = (
      id: string,
      personId: string,
      guardianIds: readonly string[],
    ): ActiveMember => ({
      ...{ status: "ACTIVE", id, personId, hubId: hub, firstName: "A", lastName: "B" },
      ...{ bornOn: "2016-01-01", communication: plainProfile, entry: { channel: "ONLINE" } },
      ...{ offersInWords: [], requestsInWords: [], references: [], waivers: [], pastGuardians: [] },
      guardians: guardianIds.map((one) => ({ personId: one, linkedAt: noon })),
      interview: { heldOn: "2026-01-05", note: "Good.", byPersonId: "per_p" },
      ...{ activatedAt: noon, createdAt: noon, version: 1, receipts: [] },
    });
    fc.assert(
      fc.property(
        withGuardian,
        fc.constantFrom("SELF", "GUARDIAN", "BROKER", "SUPPORTER"),
        ({ child: { guardianPersonIds }, guardian }, tie) => {
          const leaver = member("mem_child", "per_child", guardianPersonIds ?? []);
          const heir = member("mem_guardian", guardian.personId, []);
          expect(mayReceive(leaver, heir, { tie, viewer: anonymous })?.code).toBe("FORBIDDEN");
        },
      ),
    );
  });

  it("decides for itself from its eighteenth birthday on", () => {
    const grown = { ...amina, guardianPersonIds: ["per_a"], bornOn: "2008-02-09" };
    const almost = { ...grown, bornOn: "2008-02-10" };
    const guardian = { ...grace, personId: "per_a" };
    expect(whyNotPayGuardian(grown, [guardian], noon)).toBeUndefined();
    expect(whyNotPayGuardian(almost, [guardian], noon)?.code).toBe("FORBIDDEN");
    expect(checkWard(grown, guardian, noon)).toBeUndefined();
    expect(checkWard(almost, guardian, noon)?.code).toBe("FORBIDDEN");
  });
});
