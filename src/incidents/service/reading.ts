import { visitOf } from "../../exchanges/index.ts";
import {
  type Connection,
  connection,
  hasPrefix,
  holdsRole,
  invariant,
  type PageArgs,
  type PageWalk,
  type Row,
  sameIdAs,
  standsFor,
} from "../../kernel/index.ts";
import { findHub, findParty } from "../../membership/index.ts";
import { findMeasure } from "../../safeguarding/index.ts";
import type { Context } from "../../table/index.ts";
import { handles, isToAnswer, readsSecond, reportedIt } from "../decide/index.ts";
import type { Incident } from "../model/index.ts";
import {
  findByReceipt,
  findIncident,
  incidentsAbout,
  incidentsBy,
  incidentsInHub,
  incidentsToReadBy,
} from "../repository.ts";
import { receiptHash } from "./reporting.ts";

/** The incident as the safeguarding lead reads it, and a second reader as long as they are one. */
export async function incidentById(
  { table, viewer, now }: Context,
  id: string,
): Promise<Incident | undefined> {
  const found = await findIncident(table, id);
  const isRead = found && (handles(viewer, found) || readsSecond(viewer, found, now));
  return isRead ? found : undefined;
}

/** The same, as who reported it under their name does. */
export async function reportById(
  { table, viewer }: Context,
  id: string,
): Promise<Incident | undefined> {
  const found = hasPrefix(id, "rpt") ? await findIncident(table, sameIdAs(id, "inc")) : undefined;
  return found && reportedIt(viewer, found) ? found : undefined;
}

/** The same, for whoever holds its receipt: a receipt is for those who gave no name. */
export const reportByReceipt = ({ table }: Context, receipt: string) =>
  findByReceipt(table, receiptHash(receipt));

/** The same, as who it is about does. */
export async function toAnswerById(
  { table, viewer }: Context,
  id: string,
): Promise<Incident | undefined> {
  const found = hasPrefix(id, "ans") ? await findIncident(table, sameIdAs(id, "inc")) : undefined;
  return found && isToAnswer(viewer, found) ? found : undefined;
}

type Page = Promise<Connection<Incident> | null>;

export async function incidentsOf(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Page {
  const { table, viewer } = context;
  if (!holdsRole(viewer, "SAFEGUARDING_LEAD", hubId)) return null;
  return connection(context, { list: `incidents ${hubId}`, args }, (walk) =>
    those(
      walk,
      (one) => handles(viewer, one),
      (part) => incidentsInHub(table, hubId, part),
    ),
  );
}

export async function incidentsToRead(context: Context, args: PageArgs): Page {
  const { table, viewer, now } = context;
  const { personId } = viewer;
  if (personId === undefined) return null;
  return connection(context, { list: "incidentsToRead", args }, (walk) =>
    those(
      walk,
      (one) => readsSecond(viewer, one, now),
      (part) => incidentsToReadBy(table, personId, part),
    ),
  );
}

export async function ownReports(context: Context, args: PageArgs): Page {
  const { table, viewer } = context;
  const { personId } = viewer;
  if (personId === undefined) return null;
  return connection(context, { list: "myIncidentReports", args }, (walk) =>
    incidentsBy(table, personId, walk),
  );
}

export async function incidentsToAnswer(
  context: Context,
  { memberId, args }: { readonly memberId: string; readonly args: PageArgs },
): Page {
  const { table, viewer } = context;
  if (!standsFor(viewer, memberId)) return null;
  return connection(context, { list: `incidentsToAnswer ${memberId}`, args }, (walk) =>
    those(
      walk,
      (one) => isToAnswer(viewer, one),
      (part) => incidentsAbout(table, memberId, part),
    ),
  );
}

/** The most that is looked through at once for rows that the viewer may see. */
const mostLookedAt = 100;

/** Only those rows: looks on until the page is full or the list has ended, so none can be counted. */
async function those(
  walk: PageWalk,
  isSeen: (incident: Incident) => boolean,
  fetch: (walk: PageWalk) => Promise<readonly Row<Incident>[]>,
): Promise<readonly Row<Incident>[]> {
  const kept: Row<Incident>[] = [];
  let after = walk.after;
  for (;;) {
    const from = after === undefined ? {} : { after };
    const rows = await fetch({ backwards: walk.backwards, limit: mostLookedAt, ...from });
    kept.push(...rows.filter(({ node }) => isSeen(node)));
    after = rows.at(-1)?.place;
    if (kept.length >= walk.limit || rows.length < mostLookedAt) return kept.slice(0, walk.limit);
  }
}

export async function hubFor({ table }: Context, hubId: string) {
  const hub = await findHub(table, hubId);
  invariant(hub, "the hub of an incident exists");
  return hub;
}

export const partyFor = ({ table }: Context, partyId: string | undefined) =>
  partyId === undefined ? undefined : findParty(table, partyId);

/** Where somebody went and what money passed, as far as the lead of this hub may see it. */
export const visitFor = (context: Context, exchangeId: string | undefined) =>
  exchangeId === undefined ? undefined : visitOf(context, exchangeId);

export async function measuresFor({ table }: Context, ids: readonly string[]) {
  const found = await Promise.all(ids.map((id) => findMeasure(table, id)));
  return found.flatMap((measure) => (measure ? [measure] : []));
}
