import { hasPrefix, type PageWalk, type Row } from "../../kernel/index.ts";
import { actKey, type Journal } from "../../ledger/index.ts";
import { create, type Item, replace, type Table, type Write } from "../../table/index.ts";
import { LearningDay, LearningRecord } from "../model/index.ts";
import { placeAt } from "./agenda.ts";
import { newestFirst, rowsFor } from "./lists.ts";

export const learnedBy = (learnerId: string) => `LEARNED#${learnerId}`;
const learnedWith = (organisationId: string) => `LEARNED_WITH#${organisationId}`;
const dayKey = (learnerId: string, on: string) => ({ pk: `LEARNING#${learnerId}`, sk: on });

export async function findLearning(table: Table, id: string): Promise<LearningRecord | undefined> {
  const item = await table.get(actKey(id));
  return item?.["id"] === id && item["noun"] === "LEARNING"
    ? LearningRecord.parse(item)
    : undefined;
}

export const createLearning = (record: LearningRecord): Write => create(itemOf(record));

export const saveLearning = (record: LearningRecord, journal: Journal): Write =>
  replace({ ...itemOf(record), journal });

const itemOf = (record: LearningRecord): Item & { readonly version: number } => ({
  ...actKey(record.id),
  ...record,
  noun: "LEARNING",
  i1pk: learnedBy(record.learnerId),
  i1sk: placeAt(record.recordedAt, record.id),
  i2pk: learnedWith(record.organisationId),
  i2sk: placeAt(record.recordedAt, record.id),
});

/** What a learner has been credited with on a day; version 0 while there is nothing. */
export async function findDay(table: Table, learnerId: string, on: string): Promise<LearningDay> {
  const item = await table.get(dayKey(learnerId, on));
  return item ? LearningDay.parse(item) : { learnerId, on, credits: [], version: 0 };
}

export function saveDay(day: LearningDay): Write {
  const item = { ...dayKey(day.learnerId, day.on), ...day };
  return day.version === 1 ? create(item) : replace(item);
}

/** A learner's or an organisation's records, newest first. */
export async function learningForParty(
  table: Table,
  partyId: string,
  walk: PageWalk,
): Promise<readonly Row<LearningRecord>[]> {
  const list = hasPrefix(partyId, "org")
    ? ({ index: "i2", pk: learnedWith(partyId) } as const)
    : ({ index: "i1", pk: learnedBy(partyId) } as const);
  const lines = await newestFirst(table, list, walk);
  return rowsFor(lines, (line) => findLearning(table, `lrn_${line.pk}`));
}
