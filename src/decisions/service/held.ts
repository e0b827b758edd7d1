import type { ErasingMember, HeldOfMember } from "../../membership/index.ts";
import {
  type Portion,
  plainly,
  portionOf,
  type Sweep,
  sweepList,
  type Table,
} from "../../table/index.ts";
import { eraseBallot, storedBallots } from "../repository/index.ts";

/** Things looked at in one step. */
const together = 40;

/** What somebody said to decisions and privately thought of them, told with their membership. */
export const exporters = {
  BALLOT: (table: Table, whose: HeldOfMember, after?: string): Promise<Portion> =>
    portionOf({
      kind: "BALLOT",
      after,
      limit: together,
      fetch: (walk) => storedBallots(table, whose.personId, walk),
      tell: (item) =>
        item["memberId"] === undefined || item["memberId"] === whose.memberId
          ? plainly(item, whose.personId)
          : undefined,
    }),
};

export const erasers = {
  BALLOT: (table: Table, whose: ErasingMember, after?: string): Promise<Sweep> =>
    sweepList({
      kind: "BALLOT",
      after,
      limit: together,
      fetch: (walk) => storedBallots(table, whose.personId, walk),
      change: (item) => ({ writes: eraseBallot(item, whose) }),
    }),
};
