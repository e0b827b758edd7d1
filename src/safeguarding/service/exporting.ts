import type { HeldOfMember } from "../../membership/index.ts";
import { type Portion, plainly, portionOf, type Table } from "../../table/index.ts";
import { storedClearances, storedMeasures } from "../repository/index.ts";

/** Measures told in one step. */
const together = 40;

/** What this room notes of a member, by the name that it is told under. */
export const exporters = {
  CLEARANCE: (
    table: Table,
    { personId, memberId }: HeldOfMember,
    after?: string,
  ): Promise<Portion> =>
    portionOf({
      kind: "CLEARANCE",
      after,
      limit: together,
      fetch: (walk) => storedClearances(table, memberId, walk),
      tell: (item) => plainly(item, personId),
    }),
  INTERIM_MEASURE: (
    table: Table,
    { personId, memberId }: HeldOfMember,
    after?: string,
  ): Promise<Portion> =>
    portionOf({
      kind: "INTERIM_MEASURE",
      after,
      limit: together,
      fetch: (walk) => storedMeasures(table, memberId, walk),
      tell: (item) => plainly(item, personId),
    }),
};
