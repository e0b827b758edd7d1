import type { ActiveMember } from "../../src/membership/model/index.ts";
import { plainProfile } from "./profile.ts";

export const noon = "2026-03-10T12:00:00.000Z";

/** The birthday of somebody who turned so many years old in January. */
export const bornYearsAgo = (years: number): string => `${2026 - years}-01-15`;

/** A grown woman who takes part, and has said yes to nothing. */
export const amina: ActiveMember = {
  ...{ status: "ACTIVE", id: "mem_amina", personId: "per_amina", hubId: "hub_bra" },
  ...{ firstName: "Amina", lastName: "Marsh", bornOn: "1987-06-01" },
  ...{ phone: "01234 567890", email: "amina@example.org" },
  communication: { ...plainProfile, preferredContact: "PHONE" },
  ...{ offersInWords: ["Cleaning"], requestsInWords: ["A lift"], entry: { channel: "ONLINE" } },
  ...{ guardians: [], pastGuardians: [], references: [], waivers: [] },
  interview: { heldOn: "2026-01-05", note: "A good talk.", byPersonId: "per_priya" },
  ...{ activatedAt: "2026-01-05T12:00:00.000Z", createdAt: "2026-01-05T09:00:00.000Z" },
  ...{ version: 3, receipts: [] },
};
