import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anonymous } from "../../src/kernel/index.ts";
import { mayReceive } from "../../src/membership/decide/index.ts";
import type { ActiveMember } from "../../src/membership/model/index.ts";
import { plainProfile } from "./profile.ts";

const now = "2026-02-09T12:00:00.000Z";
const ids = fc.uniqueArray(fc.constantFrom("per_a", "per_b", "per_c", "per_d", "per_e"), {
  minLength: 1,
  maxLength: 4,
});

const member = (id: string, personId: string, guardians: readonly string[]): ActiveMember => ({
  ...{ status: "ACTIVE", id, personId, hubId: "hub_bra", firstName: "A", lastName: "B" },
  ...{ bornOn: "2016-01-01", communication: plainProfile, entry: { channel: "ONLINE" } },
  ...{ offersInWords: [], requestsInWords: [], references: [], waivers: [], pastGuardians: [] },
  guardians: guardians.map((one) => ({ personId: one, linkedAt: now })),
  interview: { heldOn: "2026-01-05", note: "Good.", byPersonId: "per_p" },
  ...{ activatedAt: now, createdAt: now, version: 1, receipts: [] },
});

describe("a child that leaves", () => {
  it("leaves its credits to no guardian, whoever asks", () => {
    const ties = fc.constantFrom("SELF", "GUARDIAN", "BROKER", "SUPPORTER");
    fc.assert(
      fc.property(ids, fc.nat(), ties, (guardians, which, tie) => {
        const leaver = member("mem_child", "per_child", guardians);
        const heir = member("mem_heir", guardians[which % guardians.length] ?? "", []);
        expect(mayReceive(leaver, heir, { tie, viewer: anonymous })?.code).toBe("FORBIDDEN");
        const other = member("mem_other", "per_neighbour", []);
        expect(mayReceive(leaver, other, { tie, viewer: anonymous })).toBeUndefined();
      }),
    );
  });
});
