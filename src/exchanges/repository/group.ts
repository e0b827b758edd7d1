import { dateOf, type PageWalk, type Row } from "../../kernel/index.ts";
import { actKey, type Journal } from "../../ledger/index.ts";
import {
  create,
  type IndexLine,
  type Item,
  remove,
  replace,
  type Table,
  type Write,
} from "../../table/index.ts";
import { GroupActivity } from "../model/index.ts";
import { placeAt, shortMoment } from "./agenda.ts";
import { rowsFor } from "./lists.ts";

const plannedIn = (hubId: string) => `GROUPS#${hubId}`;
const dueIn = (hubId: string) => `GROUPS_DUE#${hubId}`;
/** Every activity a hub ever had. */
export const everIn = (hubId: string) => `GROUPS_EVER#${hubId}`;

export async function findGroup(table: Table, id: string): Promise<GroupActivity | undefined> {
  const item = await table.get(actKey(id));
  return item?.["id"] === id && item["noun"] === "GROUP" ? GroupActivity.parse(item) : undefined;
}

export const createGroup = (activity: GroupActivity): Write => create(itemOf(activity));

export const saveGroup = (activity: GroupActivity, journal?: Journal): Write =>
  replace({ ...itemOf(activity), ...(journal === undefined ? {} : { journal }) });

/** Only what is planned stands in the lists that people see. */
const itemOf = (activity: GroupActivity): Item & { readonly version: number } => ({
  ...actKey(activity.id),
  ...activity,
  noun: "GROUP",
  i2pk: everIn(activity.hubId),
  i2sk: placeAt(activity.plannedAt, activity.id),
  ...(activity.status === "PLANNED"
    ? {
        i1pk: plannedIn(activity.hubId),
        i1sk: placeAt(activity.plannedFor, activity.id),
        i4pk: dueIn(activity.hubId),
        i4sk: placeAt(activity.dueAt, activity.id),
      }
    : {}),
});

/** What is planned in a hub, soonest first. */
export async function groupsForHub(
  table: Table,
  hubId: string,
  walk: PageWalk,
): Promise<readonly Row<GroupActivity>[]> {
  const lines = await table.walkIndex({ index: "i1", pk: plannedIn(hubId), ...walk });
  return rowsFor(lines, (line) => findGroup(table, `grp_${line.pk}`));
}

/*
 * What a helper gives in groups has a line in the base table where the law counts it by the day or
 * the week. Everybody else's help in groups costs nothing more.
 */
const givesPk = (partyId: string) => `GIVES_IN_GROUPS#${partyId}`;

const givesKey = (activity: GroupActivity, partyId: string) => ({
  pk: givesPk(partyId),
  sk: `${dateOf(activity.plannedFor)}#${activity.id}`,
});

export const addGiverLine = (activity: GroupActivity, partyId: string): Write =>
  create({ ...givesKey(activity, partyId), activityId: activity.id, version: 1 });

/** The line goes with the yes that it was written for, if one was. */
export async function giverLineRemoval(
  table: Table,
  activity: GroupActivity,
  partyId: string,
): Promise<readonly Write[]> {
  const key = givesKey(activity, partyId);
  return (await table.get(key)) ? [remove(key, 1)] : [];
}

/** The newest that are looked at; what lies before them is long over. */
const mostGiven = 200;

/** What a party gives in groups, where it counts. */
export async function groupsGivenBy(
  table: Table,
  partyId: string,
): Promise<readonly GroupActivity[]> {
  const lines = await table.walk({ pk: givesPk(partyId), limit: mostGiven, backwards: true });
  const found = await Promise.all(
    lines.map((line) => findGroup(table, String(line["activityId"]))),
  );
  return found.flatMap((activity) => activity ?? []);
}

/** Lines of activities that nobody ran in time, a batch at a time. */
export const dueGroups = (
  table: Table,
  due: { readonly hubId: string; readonly now: string; readonly after?: string },
): Promise<readonly IndexLine[]> =>
  table.walkIndex({
    index: "i4",
    pk: dueIn(due.hubId),
    to: `${shortMoment(due.now)}~`,
    ...(due.after === undefined ? {} : { after: due.after }),
    limit: 50,
  });
