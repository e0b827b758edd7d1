import { hasPrefix, type PageWalk, type Row } from "../kernel/index.ts";
import {
  byTime,
  create,
  type IndexLine,
  type Item,
  replace,
  rowsOf,
  type StoredRow,
  storedAlong,
  type Table,
  type Write,
} from "../table/index.ts";
import { Incident } from "./model/index.ts";

const key = (id: string) => ({ pk: id, sk: "INCIDENT" });
const receiptKey = (hash: string) => ({ pk: `RECEIPT#${hash}`, sk: "INCIDENT" });

const inHub = (hubId: string) => `INCIDENTS#${hubId}`;
const about = (memberId: string) => `INCIDENTS_ABOUT#${memberId}`;
const reportedBy = (personId: string) => `INCIDENTS_BY#${personId}`;
const toWipe = "INCIDENTS_TO_WIPE";

/** Who it is about and who reported it are found only until it is wiped. */
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
    ...(incident.status === "CONCLUDED"
      ? { i4pk: toWipe, i4sk: byTime(incident.wipeAt, incident.id) }
      : {}),
  };
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
const newest = (table: Table, list: { index: "i1" | "i2" | "i3"; pk: string }, walk: PageWalk) =>
  rowsOf(table, { ...walk, ...list, backwards: !walk.backwards }, read);

export const incidentsInHub = (table: Table, hubId: string, walk: PageWalk): Rows =>
  newest(table, { index: "i1", pk: inHub(hubId) }, walk);

export const incidentsAbout = (table: Table, memberId: string, walk: PageWalk): Rows =>
  newest(table, { index: "i2", pk: about(memberId) }, walk);

export const incidentsBy = (table: Table, personId: string, walk: PageWalk): Rows =>
  newest(table, { index: "i3", pk: reportedBy(personId) }, walk);

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

/** All that is about a member, or was reported by a person, as it is stored. */
export function storedIncidents(
  table: Table,
  whose: { readonly about: string } | { readonly by: string },
  walk: PageWalk,
): Promise<readonly StoredRow[]> {
  const list =
    "about" in whose
      ? ({ index: "i2", pk: about(whose.about) } as const)
      : ({ index: "i3", pk: reportedBy(whose.by) } as const);
  return storedAlong(table, { ...walk, ...list });
}

export const incidentIn = read;
