import {
  hasPrefix,
  isOfWhatIsStored,
  type PageWalk,
  type Row,
  sameIdAs,
} from "../../kernel/index.ts";
import {
  create,
  type IndexLine,
  type Item,
  replace,
  rewrite,
  type StoredRow,
  type Table,
  type Write,
} from "../../table/index.ts";
import { Visit } from "../model/index.ts";
import { placeAt, shortMoment } from "./agenda.ts";
import { storedExchanges, type Whose } from "./erasing.ts";
import { merged, newestFirst, rowsFor } from "./lists.ts";
import { wordlessVisit } from "./wordless.ts";

const key = (id: string) => ({ pk: id, sk: "VISIT" });

/** An exchange has one visit at most: the same id, said as a visit. */
export const visitIdOf = (exchangeId: string): string => sameIdAs(exchangeId, "vis");

/** Visits of a hub that would alarm somebody, by when; gone with the check-out or the clearing. */
const alarmsOf = (hubId: string) => `VISIT_ALARMS#${hubId}`;
const alongWith = (memberId: string) => `VISITS_ALONG#${memberId}`;

export async function findVisit(table: Table, id: string): Promise<Visit | undefined> {
  const item = hasPrefix(id, "vis") ? await table.get(key(id)) : undefined;
  return item && Visit.parse(item);
}

export const createVisit = (visit: Visit): Write => create(itemOf(visit));
export const saveVisit = (visit: Visit): Write => replace(itemOf(visit));

/** In the list of the payer's hub, and in that of the provider's where it is another one. */
function itemOf(visit: Visit): Item & { readonly version: number } {
  const { alarmAt, checkedOut, cleared, companionId, hubId, providerHubId } = visit;
  const place = alarmAt === undefined ? "" : placeAt(alarmAt, visit.id);
  const isWatched = alarmAt !== undefined && !checkedOut && !cleared;
  return {
    ...key(visit.id),
    ...visit,
    ...(isWatched ? { i4pk: alarmsOf(hubId), i4sk: place } : {}),
    ...(isWatched && providerHubId !== hubId ? { i3pk: alarmsOf(providerHubId), i3sk: place } : {}),
    ...(companionId === undefined
      ? {}
      : { i2pk: alongWith(companionId), i2sk: placeAt(visit.checkedIn.at, visit.id) }),
  };
}

const alarmLists = (hubId: string, now: string) =>
  (["i4", "i3"] as const).map((index) => ({
    index,
    pk: alarmsOf(hubId),
    to: `${shortMoment(now)}~`,
  }));

/**
 * Visits of a hub that are overdue by now, the one that is overdue longest first. One that nobody
 * can read keeps no other from being seen: the clock counts it, and tells of it, every minute.
 */
export async function visitsOverdue(
  table: Table,
  { hubId, now }: { readonly hubId: string; readonly now: string },
  walk: PageWalk,
): Promise<readonly Row<Visit>[]> {
  const oldestFirst = { ...walk, backwards: !walk.backwards };
  const rows: Row<Visit>[] = [];
  let after = walk.after;
  for (;;) {
    const from = after === undefined ? {} : { after };
    const lines = await merged(table, alarmLists(hubId, now), { ...oldestFirst, ...from });
    rows.push(
      ...(await rowsFor(lines, (line) => findVisit(table, line.pk).catch(unlessUnreadable))),
    );
    after = lines.at(-1)?.indexSk;
    if (rows.length >= walk.limit || lines.length < walk.limit) return rows.slice(0, walk.limit);
  }
}

function unlessUnreadable(fault: unknown): undefined {
  if (!isOfWhatIsStored(fault)) throw fault;
}

/** Lines of visits of the payer's hub that are overdue by now, a batch at a time. */
export function alarmLines(
  table: Table,
  due: { readonly hubId: string; readonly now: string; readonly after?: string },
): Promise<readonly IndexLine[]> {
  return table.walkIndex({
    index: "i4",
    pk: alarmsOf(due.hubId),
    to: `${shortMoment(due.now)}~`,
    ...(due.after === undefined ? {} : { after: due.after }),
    limit: 50,
  });
}

/** The visits of what a party did with others, beside their places in its lists. */
export async function storedVisits(
  table: Table,
  partyId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> {
  const rows = await storedExchanges(table, partyId, walk);
  return Promise.all(
    rows.map(async ({ place, item }) => ({
      place,
      item: item && (await table.get(key(`vis_${item.pk}`))),
    })),
  );
}

/** Visits somebody came along to, as they are stored. */
export async function storedVisitsAlong(
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> {
  const lines = await newestFirst(table, { index: "i2", pk: alongWith(memberId) }, walk);
  return Promise.all(
    lines.map(async ({ pk, sk, indexSk }) => ({
      place: indexSk,
      item: await table.get({ pk, sk }),
    })),
  );
}

/** The change that takes the words out of a visit; none when they are out already. */
export const eraseVisit = (item: Item, whose: Whose): readonly Write[] =>
  rewrite(item, wordlessVisit(item, whose));
