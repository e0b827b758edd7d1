import type { Erasing, HeldOf } from "../../membership/index.ts";
import { type Portion, plainly, portionOf, sweepList, type Table } from "../../table/index.ts";
import { eraseBallot, storedBallots } from "../repository/index.ts";

/** Things looked at in one step. */
const together = 40;

/** What somebody said to decisions, and privately thought of them. */
export const exportBallots = (
  table: Table,
  { personId }: HeldOf,
  after?: string,
): Promise<Portion> =>
  portionOf({
    kind: "BALLOT",
    after,
    limit: together,
    fetch: (walk) => storedBallots(table, personId, walk),
    tell: (item) => plainly(item, personId),
  });

export const sweepBallots = (table: Table, whose: Erasing, after?: string) =>
  sweepList({
    kind: "BALLOT",
    after,
    limit: together,
    fetch: (walk) => storedBallots(table, whose.personId, walk),
    change: (item) => ({ writes: eraseBallot(item, whose) }),
  });
