import { actKey, type Journal } from "../../ledger/index.ts";
import { create, type Key, type Table, type Write } from "../../table/index.ts";
import { ActivityRecognition, CareRecognition } from "../model/index.ts";
import { nodesOf, type Place, placeOf } from "./places.ts";

/** One item for each credited week of a carer: it can be created once. */
const weekKey = (memberId: string, weekStarting: string): Key => ({
  pk: `CARE_WEEKS#${memberId}`,
  sk: weekStarting,
});

const careOf = (memberId: string) => `CARE#${memberId}`;
const activitiesOf = (memberId: string) => `RECOGNISED#${memberId}`;

/** Which of these weeks were credited before. */
export async function creditedWeeks(
  table: Table,
  memberId: string,
  weeks: readonly string[],
): Promise<ReadonlySet<string>> {
  const items = await Promise.all(weeks.map((week) => table.get(weekKey(memberId, week))));
  return new Set(items.flatMap((item) => (item ? [item.sk] : [])));
}

export async function findCareRecognition(
  table: Table,
  id: string,
): Promise<CareRecognition | undefined> {
  const item = await table.get(actKey(id));
  return item?.["id"] === id ? CareRecognition.parse(item) : undefined;
}

export const createCareRecognition = (
  recognition: CareRecognition,
  journal: Journal,
): readonly Write[] => [
  create({
    ...actKey(recognition.id),
    ...recognition,
    journal,
    i1pk: careOf(recognition.memberId),
    i1sk: placeOf(recognition),
  }),
  ...recognition.weeks.map(({ weekStarting }) =>
    create({ ...weekKey(recognition.memberId, weekStarting), recognitionId: recognition.id }),
  ),
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
