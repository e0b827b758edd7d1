import { sweepList, type Table } from "../../../table/index.ts";
import type { ErasingMember } from "../../model/index.ts";
import {
  consentChangeRemoval,
  limitChangeRemoval,
  storedConsentChanges,
  storedLimitChanges,
} from "../../repository/index.ts";

/** Changes in one sweep. */
const together = 40;

/** What this room notes of a member beside the membership itself. */
export const erasers = {
  LIMIT_CHANGE: (table: Table, { memberId }: ErasingMember, after?: string) =>
    sweepList({
      kind: "LIMIT_CHANGE",
      after,
      limit: together,
      fetch: (walk) => storedLimitChanges(table, memberId, walk),
      change: (item) => ({ writes: [limitChangeRemoval(item)] }),
    }),
  CONSENT_CHANGE: (table: Table, { memberId }: ErasingMember, after?: string) =>
    sweepList({
      kind: "CONSENT_CHANGE",
      after,
      limit: together,
      fetch: (walk) => storedConsentChanges(table, memberId, walk),
      change: (item) => ({ writes: [consentChangeRemoval(item)] }),
    }),
};
