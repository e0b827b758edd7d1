import type { HeldOfMember } from "../../membership/index.ts";
import { type Portion, plainly, portionOf, type Table } from "../../table/index.ts";
import { storedListings, storedSkills } from "../repository/index.ts";

/** Listings told in one step. */
const together = 40;

/** What a member put into the directory, by the names that it is told under. */
export const exporters = {
  LISTING: (table: Table, { personId, memberId }: HeldOfMember, after?: string): Promise<Portion> =>
    portionOf({
      kind: "LISTING",
      after,
      limit: together,
      fetch: (walk) => storedListings(table, memberId, walk),
      tell: (item) => plainly(item, personId),
    }),
  SKILLS: async (table: Table, { personId, memberId }: HeldOfMember): Promise<Portion> => {
    const item = await storedSkills(table, memberId);
    return { lines: item ? [{ kind: "SKILLS", ...plainly(item, personId) }] : [] };
  },
};
