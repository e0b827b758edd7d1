import type { ErasingMember } from "../../membership/index.ts";
import { sweepList, type Table } from "../../table/index.ts";
import {
  atRiskRemoval,
  clearanceRemoval,
  measureRemoval,
  storedAtRiskNotes,
  storedClearances,
  storedMeasures,
} from "../repository/index.ts";

/** Things in one sweep, each with its line. */
const together = 40;

/** What this room notes of a member is about nobody else, so it goes altogether. */
export const erasers = {
  AT_RISK_NOTE: (table: Table, { memberId }: ErasingMember, after?: string) =>
    sweepList({
      kind: "AT_RISK_NOTE",
      after,
      limit: together,
      fetch: (walk) => storedAtRiskNotes(table, memberId, walk),
      change: async (item) => ({ writes: await atRiskRemoval(table, item) }),
    }),
  CLEARANCE: (table: Table, { memberId }: ErasingMember, after?: string) =>
    sweepList({
      kind: "CLEARANCE",
      after,
      limit: together,
      fetch: (walk) => storedClearances(table, memberId, walk),
      change: async (item) => ({ writes: await clearanceRemoval(table, item) }),
    }),
  INTERIM_MEASURE: (table: Table, { memberId }: ErasingMember, after?: string) =>
    sweepList({
      kind: "INTERIM_MEASURE",
      after,
      limit: together,
      fetch: (walk) => storedMeasures(table, memberId, walk),
      change: async (item) => ({ writes: await measureRemoval(table, item) }),
    }),
};
