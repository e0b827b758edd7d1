import { derivedId } from "../../kernel/index.ts";
import { actKey, isTakenBack, Journal } from "../../ledger/index.ts";
import { create, type Key, replace, type Table, type Write } from "../../table/index.ts";
import { ActivityRecognition, CareRecognition, CreditedWeek } from "../model/index.ts";
import { nodesOf, type Place, placeOf } from "./places.ts";

/**
 * One item for each credited week of a carer: it can be created once, and used again once free. It is
 * of the person, so that another membership, in this hub or the next, makes no second week of it; and
 * under a mark that leads to nobody.
 */
const weekKey = (personId: string, weekStarting: string): Key => ({
  pk: `CARE_WEEKS#${derivedId("car", "weeks", personId)}`,
  sk: weekStarting,
});

const careOf = (memberId: string) => `CARE#${memberId}`;
export const activitiesOf = (memberId: string) => `RECOGNISED#${memberId}`;

/** A week of a carer that was credited before; free again when that was taken back whole. */
export type UsedWeek = { readonly version: number; readonly isFree: boolean };

/** Which of these weeks were credited before, by their Mondays. */
export async function usedWeeks(
  table: Table,
  personId: string,
  weeks: readonly string[],
): Promise<ReadonlyMap<string, UsedWeek>> {
  const used = await Promise.all(
    weeks.map(async (week) => {
      const item = await table.get(weekKey(personId, week));
      if (!item) return [];
      const { version, recognitionId } = CreditedWeek.parse(item);
      const act = await table.get(actKey(recognitionId));
      const isFree = act !== undefined && isTakenBack(Journal.parse(act["journal"]));
      return [[week, { version, isFree }] as const];
    }),
  );
  return new Map(used.flat());
}

export async function findCareRecognition(
  table: Table,
  id: string,
): Promise<CareRecognition | undefined> {
  const item = await table.get(actKey(id));
  return item?.["id"] === id ? CareRecognition.parse(item) : undefined;
}

type Crediting = {
  readonly personId: string;
  readonly journal: Journal;
  readonly used: ReadonlyMap<string, UsedWeek>;
};

export const createCareRecognition = (
  recognition: CareRecognition,
  { personId, journal, used }: Crediting,
): readonly Write[] => [
  create({
    ...actKey(recognition.id),
    ...recognition,
    journal,
    i1pk: careOf(recognition.memberId),
    i1sk: placeOf(recognition),
  }),
  ...recognition.weeks.map(({ weekStarting }) => {
    const version = (used.get(weekStarting)?.version ?? 0) + 1;
    const week = { recognitionId: recognition.id, version };
    const item = { ...weekKey(personId, weekStarting), ...week };
    return version === 1 ? create(item) : replace(item);
  }),
];

/** Newest first. */
export async function careRecognitionsForMember(table: Table, memberId: string, place: Place) {
  const lines = await table.walkIndex({
    index: "i1",
    pk: careOf(memberId),
    ...place,
    backwards: !place.backwards,
  });
  return nodesOf(table, lines, (item) => CareRecognition.parse(item));
}

export async function findActivityRecognition(
  table: Table,
  id: string,
): Promise<ActivityRecognition | undefined> {
  const item = await table.get(actKey(id));
  return item?.["id"] === id ? ActivityRecognition.parse(item) : undefined;
}

export const createActivityRecognition = (
  recognition: ActivityRecognition,
  journal: Journal,
): Write =>
  create({
    ...actKey(recognition.id),
    ...recognition,
    journal,
    i1pk: activitiesOf(recognition.memberId),
    i1sk: placeOf(recognition),
  });

/** Newest first. */
export async function activityRecognitionsForMember(table: Table, memberId: string, place: Place) {
  const lines = await table.walkIndex({
    index: "i1",
    pk: activitiesOf(memberId),
    ...place,
    backwards: !place.backwards,
  });
  return nodesOf(table, lines, (item) => ActivityRecognition.parse(item));
}
