import { hasPrefix, type PageWalk, type Row } from "../kernel/index.ts";
import {
  byTime,
  create,
  type IndexLine,
  type IndexName,
  type Item,
  replace,
  rowsOf,
  type StoredRow,
  storedAlong,
  type Table,
  type Write,
} from "../table/index.ts";
import { Incident, type ToldIncident } from "./model/index.ts";

const key = (id: string) => ({ pk: id, sk: "INCIDENT" });
const receiptKey = (hash: string) => ({ pk: `RECEIPT#${hash}`, sk: "INCIDENT" });

const inHub = (hubId: string) => `INCIDENTS#${hubId}`;
const about = (memberId: string) => `INCIDENTS_ABOUT#${memberId}`;
const reportedBy = (personId: string) => `INCIDENTS_BY#${personId}`;
const toRead = (personId: string) => `INCIDENTS_TO_READ#${personId}`;
const toWipe = "INCIDENTS_TO_WIPE";

/** Who it is about and who reported it are found only until it is wiped, a reader's while they are. */
function itemOf(incident: Incident): Item & { readonly version: number } {
  const place = byTime(incident.reportedAt, incident.id);
  const item = { ...key(incident.id), ...incident, i1pk: inHub(incident.hubId), i1sk: place };
  if (incident.status === "WIPED") return item;
  const { subjectId, reporter } = incident;
  return {
    ...item,
    ...(subjectId === undefined ? {} : { i2pk: about(subjectId), i2sk: place }),
    ...(reporter.personId === undefined
      ? {}
      : { i3pk: reportedBy(reporter.personId), i3sk: place }),
    ...whatIsToBeDone(incident),
  };
}

/** Read by somebody from outside while it is open; wiped once it is concluded. */
function whatIsToBeDone(incident: ToldIncident) {
  if (incident.status === "CONCLUDED") {
    return { i4pk: toWipe, i4sk: byTime(incident.wipeAt, incident.id) };
  }
  const last = incident.status === "UNDER_REVIEW" ? incident.secondReaders.at(-1) : undefined;
  if (!last || last.endedAt !== undefined) return {};
  return { i4pk: toRead(last.personId), i4sk: byTime(last.at, incident.id) };
}

const read = (item: Item): Incident => Incident.parse(item);

export async function findIncident(table: Table, id: string): Promise<Incident | undefined> {
  const item = hasPrefix(id, "inc") ? await table.get(key(id)) : undefined;
  return item && read(item);
}

/** A new incident, with the way back to it for somebody who gave no name. */
export function createIncident(incident: Incident): readonly Write[] {
  const hash = incident.status === "WIPED" ? undefined : incident.reporter.receiptHash;
  const receipt = { ...receiptKey(hash ?? ""), incidentId: incident.id, version: 1 };
  return [create(itemOf(incident)), ...(hash === undefined ? [] : [create(receipt)])];
}

export const saveIncident = (incident: Incident): Write => replace(itemOf(incident));

/** The incident that a receipt was given for. */
export async function findByReceipt(table: Table, hash: string): Promise<Incident | undefined> {
  const receipt = await table.get(receiptKey(hash));
  return receipt && findIncident(table, String(receipt["incidentId"]));
}

type Rows = Promise<readonly Row<Incident>[]>;

/** Newest first, each of these lists. */
const newest = (table: Table, list: { index: IndexName; pk: string }, walk: PageWalk) =>
  rowsOf(table, { ...walk, ...list, backwards: !walk.backwards }, read);

export const incidentsInHub = (table: Table, hubId: string, walk: PageWalk): Rows =>
  newest(table, { index: "i1", pk: inHub(hubId) }, walk);

export const incidentsAbout = (table: Table, memberId: string, walk: PageWalk): Rows =>
  newest(table, { index: "i2", pk: about(memberId) }, walk);

export const incidentsBy = (table: Table, personId: string, walk: PageWalk): Rows =>
  newest(table, { index: "i3", pk: reportedBy(personId) }, walk);

/** What somebody was named second reader of, and is not ended: whether it still holds is not asked. */
export const incidentsToReadBy = (table: Table, personId: string, walk: PageWalk): Rows =>
  newest(table, { index: "i4", pk: toRead(personId) }, walk);

/** What is to be wiped by now, a batch at a time. */
export const linesToWipe = (
  table: Table,
  { now, after }: { readonly now: string; readonly after: string | undefined },
): Promise<readonly IndexLine[]> =>
  table.walkIndex({
    index: "i4",
    pk: toWipe,
    to: `${now}~`,
    ...(after === undefined ? {} : { after }),
    limit: 50,
  });

/** All that is about a member, was reported by a person, or is to be read by one, as it is stored. */
export function storedIncidents(
  table: Table,
  whose: { readonly about: string } | { readonly by: string } | { readonly readBy: string },
  walk: PageWalk,
): Promise<readonly StoredRow[]> {
  return storedAlong(table, { ...walk, ...listOf(whose) });
}

function listOf(whose: Parameters<typeof storedIncidents>[1]) {
  if ("about" in whose) return { index: "i2", pk: about(whose.about) } as const;
  if ("by" in whose) return { index: "i3", pk: reportedBy(whose.by) } as const;
  return { index: "i4", pk: toRead(whose.readBy) } as const;
}

export const incidentIn = read;
