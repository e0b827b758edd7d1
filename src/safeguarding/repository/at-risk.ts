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
import { AtRiskLine, AtRiskNote } from "../model/index.ts";

const keyOf = (id: string) => ({ pk: id, sk: "AT_RISK_NOTE" });
const inHub = (hubId: string) => `AT_RISK_IN#${hubId}`;
const endedIn = (hubId: string) => `ENDED_AT_RISK#${hubId}`;
const ofMember = (memberId: string) => `AT_RISK_NOTES#${memberId}`;

/** What counts for a member, by its last day, in the base table: this is what rules rest on. */
const linesOf = (memberId: string) => `AT_RISK#${memberId}`;
const lineKey = ({ memberId, until, id }: AtRiskNote): Key => ({
  pk: linesOf(memberId),
  sk: `${until}#${id}`,
});

/** Only what nobody ended stands in the hub's list; what was ended has a list of its own. */
const itemOf = (note: AtRiskNote): Item & { readonly version: number } => ({
  ...keyOf(note.id),
  ...note,
  ...(note.endedAt === undefined
    ? { i1pk: inHub(note.hubId), i1sk: `${note.until}#${note.id.slice(4)}` }
    : { i3pk: endedIn(note.hubId), i3sk: byTime(note.endedAt, note.id) }),
  i2pk: ofMember(note.memberId),
  i2sk: byTime(note.createdAt, note.id),
});

export async function findAtRiskNote(table: Table, id: string): Promise<AtRiskNote | undefined> {
  const item = await table.get(keyOf(id));
  return item && AtRiskNote.parse(item);
}

/** A new note, with the line that makes it count. */
export const createAtRiskNote = (note: AtRiskNote): readonly Write[] => {
  const { id, saidBy, until } = note;
  return [create(itemOf(note)), create({ ...lineKey(note), id, saidBy, until, version: 1 })];
};

/** A note that counts no more, without its line. */
export const closeAtRiskNote = (note: AtRiskNote): readonly Write[] => [
  replace(itemOf(note)),
  remove(lineKey(note), 1),
];

/** More than can count at once, as a newer one replaces the older ones of the same sayer. */
const mostLines = 100;

/** What counts for a member on this day and later. */
export async function atRiskLines(
  table: Table,
  memberId: string,
  today: string,
): Promise<readonly AtRiskLine[]> {
  const lines = await table.walk({ pk: linesOf(memberId), from: today, limit: mostLines });
  return lines.map((item) => AtRiskLine.parse(item));
}

/** What counts in a hub from a day on, the soonest to end first. */
export const atRiskNotesIn = (
  table: Table,
  { hubId, from }: { readonly hubId: string; readonly from: string },
  walk: PageWalk,
): Promise<readonly Row<AtRiskNote>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: inHub(hubId), from }, (item) => AtRiskNote.parse(item));

/** All that was ever noted of a member, oldest first. */
export const atRiskNotesOf = (
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly Row<AtRiskNote>[]> =>
  rowsOf(table, { ...walk, index: "i2", pk: ofMember(memberId) }, (item) => AtRiskNote.parse(item));

/** The same, as they are stored. */
export const storedAtRiskNotes = (
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, index: "i2", pk: ofMember(memberId) });

type UpTo = { readonly hubId: string; readonly to: string };

/** What ran out in a hub up to some place, and was not ended before, as it is stored. */
export const storedRunOut = (
  table: Table,
  { hubId, to }: UpTo,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, to, index: "i1", pk: inHub(hubId) });

/** What was ended or replaced in a hub up to some place, as it is stored. */
export const storedEndedAtRisk = (
  table: Table,
  { hubId, to }: UpTo,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, to, index: "i3", pk: endedIn(hubId) });

/** The changes that remove a note altogether. */
export async function atRiskRemoval(table: Table, item: Item): Promise<readonly Write[]> {
  const note = AtRiskNote.parse(item);
  const line = await table.get(lineKey(note));
  return [remove(keyOf(note.id), note.version), ...(line ? [remove(lineKey(note), 1)] : [])];
}
