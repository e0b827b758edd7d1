import type { ErasingMember, HeldOfMember } from "../../membership/index.ts";
import {
  type Portion,
  plainly,
  portionOf,
  type Sweep,
  sweepList,
  type Table,
} from "../../table/index.ts";
import { erasePart, storedParts } from "../repository/index.ts";

/** Things looked at in one step. */
const together = 40;

/**
 * Seats, words and voices stand under the person, and are told with the membership they were said
 * as; those of somebody who sat there for their work, with each.
 */
export const exporters = {
  CIRCLE_PART: (table: Table, whose: HeldOfMember, after?: string): Promise<Portion> =>
    portionOf({
      kind: "CIRCLE_PART",
      after,
      limit: together,
      fetch: (walk) => storedParts(table, whose.personId, walk),
      tell: (item) =>
        item["memberId"] === undefined || item["memberId"] === whose.memberId
          ? plainly(item, whose.personId)
          : undefined,
    }),
};

export const erasers = {
  CIRCLE_PART: (table: Table, whose: ErasingMember, after?: string): Promise<Sweep> =>
    sweepList({
      kind: "CIRCLE_PART",
      after,
      limit: together,
      fetch: (walk) => storedParts(table, whose.personId, walk),
      change: (item) => ({ writes: erasePart(item, whose) }),
    }),
};
