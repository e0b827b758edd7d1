import type { PageWalk } from "../../kernel/index.ts";
import type { HeldOfMember } from "../../membership/index.ts";
import { type Portion, plainly, portionOf, type StoredRow, type Table } from "../../table/index.ts";
import { storedAtRiskNotes, storedClearances, storedMeasures } from "../repository/index.ts";

/** Things told in one step. */
const together = 40;

const along =
  (
    kind: string,
    stored: (table: Table, memberId: string, walk: PageWalk) => Promise<readonly StoredRow[]>,
  ) =>
  (table: Table, { personId, memberId }: HeldOfMember, after?: string): Promise<Portion> =>
    portionOf({
      kind,
      after,
      limit: together,
      fetch: (walk) => stored(table, memberId, walk),
      tell: (item) => plainly(item, personId),
    });

/** What this room notes of a member, by the name that it is told under. */
export const exporters = {
  AT_RISK_NOTE: along("AT_RISK_NOTE", storedAtRiskNotes),
  CLEARANCE: along("CLEARANCE", storedClearances),
  INTERIM_MEASURE: along("INTERIM_MEASURE", storedMeasures),
};
