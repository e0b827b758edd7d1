import type { ErasingMember, HeldOfMember } from "../../membership/index.ts";
import { plainly, portionOf, sweepList, type Table } from "../../table/index.ts";
import { removeStored, storedCoreWork, storedParts } from "../repository/index.ts";

/** Things looked at in one step. */
const together = 40;

/** What a member wrote down of their work, and what they did together with a service's staff. */
export const exporters = {
  CORE_WORK: (table: Table, { personId, memberId }: HeldOfMember, after?: string) =>
    portionOf({
      kind: "CORE_WORK",
      after,
      limit: together,
      fetch: (walk) => storedCoreWork(table, memberId, walk),
      tell: ({ writer, ...item }) => plainly(item, personId),
    }),
  SERVICE_PART: (table: Table, { personId, memberId }: HeldOfMember, after?: string) =>
    portionOf({
      kind: "SERVICE_PART",
      after,
      limit: together,
      fetch: (walk) => storedParts(table, memberId, walk),
      tell: (item) => plainly(item, personId),
    }),
};

/** The same goes; what was counted of it names nobody and stays. */
export const erasers = {
  CORE_WORK: (table: Table, { memberId }: ErasingMember, after?: string) =>
    sweepList({
      kind: "CORE_WORK",
      after,
      limit: together,
      fetch: (walk) => storedCoreWork(table, memberId, walk),
      change: (item) => ({ writes: removeStored(item) }),
    }),
  SERVICE_PART: (table: Table, { memberId }: ErasingMember, after?: string) =>
    sweepList({
      kind: "SERVICE_PART",
      after,
      limit: together,
      fetch: (walk) => storedParts(table, memberId, walk),
      change: (item) => ({ writes: removeStored(item) }),
    }),
};
