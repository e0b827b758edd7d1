import type { ErasingMember } from "../../membership/index.ts";
import { sweepList, type Table } from "../../table/index.ts";
import {
  eraseActivity,
  eraseGift,
  erasePotRequest,
  storedActivities,
  storedGifts,
  storedPotRequests,
} from "../repository/index.ts";

/** Acts looked at in one sweep. */
const together = 40;

/** What a member gave, was given and asked for, each kind by the name it is counted under. */
export const erasers = {
  POT_REQUEST: (table: Table, { memberId, now }: ErasingMember, after?: string) =>
    sweepList({
      kind: "POT_REQUEST",
      after,
      limit: together,
      fetch: (walk) => storedPotRequests(table, memberId, walk),
      change: (item) => ({ writes: erasePotRequest(item, now) }),
    }),
  RECOGNITION: (table: Table, { memberId }: ErasingMember, after?: string) =>
    sweepList({
      kind: "RECOGNITION",
      after,
      limit: together,
      fetch: (walk) => storedActivities(table, memberId, walk),
      change: (item) => ({ writes: eraseActivity(item) }),
    }),
  GIFT: (table: Table, { memberId }: ErasingMember, after?: string) =>
    sweepList({
      kind: "GIFT",
      after,
      limit: together,
      fetch: (walk) => storedGifts(table, memberId, walk),
      change: (item) => ({ writes: eraseGift(item) }),
    }),
};
