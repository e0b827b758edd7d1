import type { ErasingMember } from "../../membership/index.ts";
import { type Item, type SweepChange, sweepList, type Table } from "../../table/index.ts";
import { callOff, withoutPart } from "../decide/index.ts";
import {
  eraseExchange,
  eraseGroup,
  eraseLearning,
  eraseSeries,
  eraseVisit,
  exchangeIn,
  groupIn,
  saveWordless,
  saveWordlessGroup,
  storedExchanges,
  storedGroups,
  storedLearning,
  storedSeries,
  storedVisits,
  storedVisitsAlong,
} from "../repository/index.ts";
import { caseOf } from "./change.ts";
import { undoingOf } from "./end.ts";
import { freeing, groupCaseOf } from "./group-change.ts";
import { triedAgain, unlessLost } from "./race.ts";

/** Things looked at in one sweep. */
const together = 25;

/** What a member did with others, each kind by the name it is counted under. */
export const erasers = {
  EXCHANGE: (table: Table, whose: ErasingMember, after?: string) =>
    sweepList({
      kind: "EXCHANGE",
      after,
      limit: together,
      fetch: (walk) => storedExchanges(table, whose.memberId, walk),
      change: (item) => exchangeChange(table, item, whose),
    }),
  GROUP_ACTIVITY: (table: Table, whose: ErasingMember, after?: string) =>
    sweepList({
      kind: "GROUP_ACTIVITY",
      after,
      limit: together,
      fetch: (walk) => storedGroups(table, whose.hubId, walk),
      change: (item) => groupChange(table, item, whose),
    }),
  LEARNING_RECORD: (table: Table, whose: ErasingMember, after?: string) =>
    sweepList({
      kind: "LEARNING_RECORD",
      after,
      limit: together,
      fetch: (walk) => storedLearning(table, whose.memberId, walk),
      change: (item) => ({ writes: eraseLearning(item, whose) }),
    }),
  MENTORING_SERIES: (table: Table, whose: ErasingMember, after?: string) =>
    sweepList({
      kind: "MENTORING_SERIES",
      after,
      limit: together,
      fetch: (walk) => storedSeries(table, whose.memberId, walk),
      change: (item) => ({ writes: eraseSeries(item, whose) }),
    }),
  VISIT: (table: Table, whose: ErasingMember, after?: string) =>
    sweepList({
      kind: "VISIT",
      after,
      limit: together,
      fetch: (walk) => storedVisits(table, whose.memberId, walk),
      change: (item) => ({ writes: eraseVisit(item, whose) }),
    }),
  VISIT_ALONG: (table: Table, whose: ErasingMember, after?: string) =>
    sweepList({
      kind: "VISIT",
      after,
      limit: together,
      fetch: (walk) => storedVisitsAlong(table, whose.memberId, walk),
      change: (item) => ({ writes: eraseVisit(item, whose) }),
    }),
};

async function exchangeChange(
  table: Table,
  item: Item,
  whose: ErasingMember,
): Promise<SweepChange> {
  const { now, memberId } = whose;
  const exchange = exchangeIn(item);
  const next = exchange && callOff(exchange, memberId, now);
  if (!exchange || !next) return { writes: eraseExchange(item, whose) };
  const clock = { table, now };
  const undoing = unlessLost(
    table,
    exchange,
    caseOf(clock, exchange).then((its) => undoingOf(clock, its)),
  );
  const undone = await undoing;
  if (undone === "LOST") return { writes: triedAgain(exchange), isAlone: true };
  const save = saveWordless({ ...next, version: exchange.version + 1 }, whose);
  return { writes: [save, ...undone], isAlone: true };
}

async function groupChange(table: Table, item: Item, whose: ErasingMember): Promise<SweepChange> {
  const { now, memberId } = whose;
  const activity = groupIn(item);
  if (!activity?.parts.some((part) => part.partyId === memberId)) return { writes: [] };
  const left = activity.status === "PLANNED" && withoutPart(activity, memberId);
  if (!left) return { writes: eraseGroup(item, whose) };
  const clock = { table, now };
  const undone = await unlessLost(
    table,
    activity,
    groupCaseOf(clock, activity).then((its) => freeing(clock, { ...its, now }, [left.part])),
  );
  if (undone === "LOST") return { writes: triedAgain(activity), isAlone: true };
  const save = saveWordlessGroup({ ...left.next, version: activity.version + 1 }, whose);
  return { writes: [save, ...undone], isAlone: true };
}
