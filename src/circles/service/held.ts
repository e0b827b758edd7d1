import type { Erasing, HeldOf } from "../../membership/index.ts";
import { type Portion, plainly, portionOf, sweepList, type Table } from "../../table/index.ts";
import { erasePart, storedParts } from "../repository/index.ts";

/** Things looked at in one step. */
const together = 40;

/*
 * Seats, words and voices stand under the person, because people sit in circles for their work too
 * and are members of no hub.
 */

export const exportParts = (table: Table, { personId }: HeldOf, after?: string): Promise<Portion> =>
  portionOf({
    kind: "CIRCLE_PART",
    after,
    limit: together,
    fetch: (walk) => storedParts(table, personId, walk),
    tell: (item) => plainly(item, personId),
  });

export const sweepParts = (table: Table, whose: Erasing, after?: string) =>
  sweepList({
    kind: "CIRCLE_PART",
    after,
    limit: together,
    fetch: (walk) => storedParts(table, whose.personId, walk),
    change: (item) => ({ writes: erasePart(item, whose) }),
  });
