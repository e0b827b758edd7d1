import type { PageWalk, Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  type Item,
  type Key,
  remove,
  replace,
  rowsOf,
  type StoredRow,
  storedAlong,
  type Table,
  type Write,
} from "../../table/index.ts";
import { Clearance, ClearanceLine } from "../model/index.ts";

const keyOf = (id: string) => ({ pk: id, sk: "CLEARANCE" });
const expiring = (hubId: string) => `EXPIRING#${hubId}`;
const ended = (hubId: string) => `ENDED_CLEARANCES#${hubId}`;
const ofMember = (memberId: string) => `CLEARANCES#${memberId}`;

/** What a member has, by its last day, in the base table: this is what rules rest on. */
const lineKey = ({ memberId, expiresOn, id }: Clearance): Key => ({
  pk: `CLEARED#${memberId}`,
  sk: `${expiresOn}#${id}`,
});

/**
 * Only what still counts stands in the hub's list of what runs out; what was taken back or replaced
 * stands in another, by when that was, until its time is over.
 */
const itemOf = (clearance: Clearance): Item & { readonly version: number } => ({
  ...keyOf(clearance.id),
  ...clearance,
  ...(clearance.endedAt === undefined
    ? {
        i1pk: expiring(clearance.hubId),
        i1sk: `${clearance.expiresOn}#${clearance.id.slice(4, 10)}`,
      }
    : {
        i3pk: ended(clearance.hubId),
        i3sk: byTime(clearance.endedAt, clearance.id),
      }),
  i2pk: ofMember(clearance.memberId),
  i2sk: byTime(clearance.createdAt, clearance.id),
});

export async function findClearance(table: Table, id: string): Promise<Clearance | undefined> {
  const item = await table.get(keyOf(id));
  return item && Clearance.parse(item);
}

/** A new clearance, with the line that makes it count. */
export const createClearance = (clearance: Clearance): readonly Write[] => {
  const { id, kind, givenOn, expiresOn } = clearance;
  return [
    create(itemOf(clearance)),
    create({ ...lineKey(clearance), id, kind, givenOn, expiresOn, version: 1 }),
  ];
};

/** A clearance that counts no more, without its line. */
export const closeClearance = (clearance: Clearance): readonly Write[] => [
  replace(itemOf(clearance)),
  remove(lineKey(clearance), 1),
];

/** More than a member can have at once, as a newer one of a kind replaces the older. */
const mostLines = 100;

/** What a member has on this day and later. */
export async function clearancesHeld(
  table: Table,
  memberId: string,
  today: string,
): Promise<readonly ClearanceLine[]> {
  const lines = await table.walk({ pk: `CLEARED#${memberId}`, from: today, limit: mostLines });
  return lines.map((item) => ClearanceLine.parse(item));
}

/** What runs out in a hub from one day to another, soonest first. */
export const clearancesExpiring = (
  table: Table,
  { hubId, from, to }: { readonly hubId: string; readonly from: string; readonly to: string },
  walk: PageWalk,
): Promise<readonly Row<Clearance>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: expiring(hubId), from, to: `${to}~` }, (item) =>
    Clearance.parse(item),
  );

/** All that a member ever had, oldest first. */
export const clearancesOf = (
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly Row<Clearance>[]> =>
  rowsOf(table, { ...walk, index: "i2", pk: ofMember(memberId) }, (item) => Clearance.parse(item));

/** The same, as they are stored. */
export const storedClearances = (
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, index: "i2", pk: ofMember(memberId) });

type UpTo = { readonly hubId: string; readonly to: string };

/** What ran out in a hub up to some place, and was not taken back before, as it is stored. */
export const storedExpired = (
  table: Table,
  { hubId, to }: UpTo,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, to, index: "i1", pk: expiring(hubId) });

/** What was taken back or replaced in a hub up to some place, as it is stored. */
export const storedEnded = (
  table: Table,
  { hubId, to }: UpTo,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, to, index: "i3", pk: ended(hubId) });

/** The changes that remove a clearance altogether. */
export async function clearanceRemoval(table: Table, item: Item): Promise<readonly Write[]> {
  const clearance = Clearance.parse(item);
  const line = await table.get(lineKey(clearance));
  return [
    remove(keyOf(clearance.id), clearance.version),
    ...(line ? [remove(lineKey(clearance), 1)] : []),
  ];
}
