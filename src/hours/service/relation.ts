import { countsIn, planCounts } from "../../circles/index.ts";
import {
  actsFor,
  type Connection,
  changedSince,
  connection,
  dateOf,
  done,
  forbidden,
  idFor,
  invariant,
  isBroker,
  isRefusal,
  nextOf,
  notFound,
  type PageArgs,
  replayOf,
  type Viewer,
} from "../../kernel/index.ts";
import { findParty, hubIsClosing, policyOf, whereNow } from "../../membership/index.ts";
import { type Asked, byRequest, type Context, type Table, type Write } from "../../table/index.ts";
import { changeOfModes, modeOn, say, trendOf } from "../decide/index.ts";
import type { AddService, Service, SetRelationshipMode } from "../model/index.ts";
import { findService, putService, servicesOf } from "../repository/index.ts";
import { placesOf } from "./shared.ts";

type OfOrganisation = { readonly organisationId: string; readonly hubId: string };

const notTheirs = (viewer: Viewer, { organisationId, hubId }: OfOrganisation) =>
  actsFor(viewer, organisationId) || isBroker(viewer, hubId)
    ? undefined
    : forbidden("Only the organisation's admin or a broker can do this.", "Ask one of them.");

/** An organisation whose hub closed into another one goes on telling how its services are done. */
async function organisationNow(table: Table, { organisationId }: OfOrganisation) {
  const then = await findParty(table, organisationId);
  invariant(then, "the organisation of a service exists");
  return (await whereNow(table, then)).id;
}

/** Says what an organisation does for people again and again, and how. */
export const addService = (context: Context, input: AddService) =>
  byRequest(context, { operation: "addService", input }, adding);

async function adding(context: Context, { input, request }: Asked<AddService>) {
  const { table, viewer, now } = context;
  const { organisationId, name, mode, from, why } = input;
  const organisation = await findParty(table, organisationId);
  if (organisation?.kind !== "ORGANISATION") return notFound("organisationId");
  const { hubId } = organisation;
  const refusal = notTheirs(viewer, { organisationId, hubId });
  if (refusal) return refusal;
  const id = idFor("svc", request);
  const replay = replayOf(await findService(table, id), request);
  if (replay) return replay;
  if ((await policyOf(table, hubId, now)).isWindingUp) return hubIsClosing("organisationId");
  const facts = { id, hubId, organisationId, name, createdAt: now };
  const before: Service = { ...facts, history: [], version: 0, receipts: [] };
  const after = say(before, { mode, from, why }, now);
  if (isRefusal(after)) return after;
  const service = nextOf(after, request);
  return { writes: await saved(table, before, service), answer: done(service) };
}

/** Says how a service is done from a day on. What was said before stays. */
export const setRelationshipMode = (context: Context, input: SetRelationshipMode) =>
  byRequest(context, { operation: "setRelationshipMode", input }, setting);

async function setting(context: Context, { input, request }: Asked<SetRelationshipMode>) {
  const { table, viewer, now } = context;
  const { serviceId, version, mode, from, why } = input;
  const found = await findService(table, serviceId);
  if (!found) return notFound("serviceId");
  const organisationId = await organisationNow(table, found);
  const refusal = notTheirs(viewer, { organisationId, hubId: found.hubId });
  if (refusal) return refusal;
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== version) return changedSince();
  const after = say(found, { mode, from, why }, now);
  if (isRefusal(after)) return after;
  const service = nextOf(after, request);
  return { writes: await saved(table, found, service), answer: done(service) };
}

/** The name under which the services of a place are counted: all their quarters together. */
const period = "RELATION";

/** The service, and what changes by it in the counts of its places. */
async function saved(table: Table, before: Service, after: Service): Promise<readonly Write[]> {
  const add = changeOfModes(before.history, after.history);
  if (Object.keys(add).length === 0) return [putService(after)];
  const placeIds = await placesOf(table, after.hubId);
  const counted = { placeIds, period, of: after.id, add };
  return [putService(after), ...(await planCounts(table, counted))];
}

/** What organisations do is public, like the organisations. */
export const serviceById = ({ table }: Context, id: string) => findService(table, id);

export const modeToday = ({ now }: Context, { history }: Service) => modeOn(history, dateOf(now));

export async function servicesFor(
  context: Context,
  { organisationId, args }: { readonly organisationId: string; readonly args: PageArgs },
): Promise<Connection<Service> | null> {
  const { table } = context;
  const organisation = await findParty(table, organisationId);
  if (organisation?.kind !== "ORGANISATION") return null;
  return connection(context, { list: `services ${organisationId}`, args }, (walk) =>
    servicesOf(table, organisationId, walk),
  );
}

/** How the services of a place were done, quarter by quarter: read from counts. */
export const modeTrendIn = async (table: Table, placeId: string, quarter: string) =>
  trendOf(await countsIn(table, placeId, period), quarter);
