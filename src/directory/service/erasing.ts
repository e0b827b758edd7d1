import type { ErasingMember } from "../../membership/index.ts";
import { sweepList, type Table } from "../../table/index.ts";
import { removal, storedListings, storedSkills } from "../repository/index.ts";

/** Listings in one sweep. */
const together = 40;

/** What a member put into the directory is about nobody else, so it goes altogether. */
export const erasers = {
  LISTING: (table: Table, { memberId }: ErasingMember, after?: string) =>
    sweepList({
      kind: "LISTING",
      after,
      limit: together,
      fetch: (walk) => storedListings(table, memberId, walk),
      change: (item) => ({ writes: removal(item) }),
    }),
  SKILLS: async (table: Table, { memberId }: ErasingMember) => {
    const item = await storedSkills(table, memberId);
    const writes = item ? removal(item) : [];
    return { writes, counts: { SKILLS: writes.length } };
  },
};
