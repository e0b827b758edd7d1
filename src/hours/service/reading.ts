import { countsIn } from "../../circles/index.ts";
import {
  actsFor,
  type Connection,
  connection,
  isBroker,
  type PageArgs,
} from "../../kernel/index.ts";
import { findHub, findOrganisation, findParty } from "../../membership/index.ts";
import type { Context, Table } from "../../table/index.ts";
import { cellOf, type Mode } from "../decide/index.ts";
import type { Service, ServiceHours } from "../model/index.ts";
import {
  findPart,
  findService,
  findServiceHours,
  hoursOfService,
  partsOfCitizen,
} from "../repository/index.ts";
import { corePeriod, jointPeriod, servicePeriod } from "./shared.ts";

/** The organisation's admins, brokers of the hub, and who stands for a citizen who took part. */
export async function mayRead(
  { table, viewer }: Context,
  { id, hubId, organisationId }: ServiceHours,
): Promise<boolean> {
  if (actsFor(viewer, organisationId) || isBroker(viewer, hubId)) return true;
  const own = [...viewer.actsFor, ...(viewer.supports ?? [])].filter((one) =>
    actsFor(viewer, one.id, "READ"),
  );
  const parts = await Promise.all(own.map((one) => findPart(table, id, one.id)));
  return parts.some((part) => part !== undefined);
}

export async function serviceHoursById(
  context: Context,
  id: string,
): Promise<ServiceHours | undefined> {
  const found = await findServiceHours(context.table, id);
  return found && (await mayRead(context, found)) ? found : undefined;
}

/** What a service logged, or what a citizen took part in. */
export async function serviceHoursOf(
  context: Context,
  { partyId, args }: { readonly partyId: string; readonly args: PageArgs },
): Promise<Connection<ServiceHours> | null> {
  const { table, viewer } = context;
  const party = await findParty(table, partyId);
  if (!party) return null;
  if (!actsFor(viewer, partyId, "READ") && !isBroker(viewer, party.hubId)) return null;
  return connection(context, { list: `serviceHours ${partyId}`, args }, async (walk) => {
    if (party.kind === "ORGANISATION") return hoursOfService(table, partyId, walk);
    const rows = await partsOfCitizen(table, partyId, walk);
    const found = await Promise.all(
      rows.map(({ node }) => findServiceHours(table, node.serviceHoursId)),
    );
    return rows.flatMap(({ place }, at) => {
      const node = found[at];
      return node ? [{ node, place }] : [];
    });
  });
}

type OfOrganisation = Pick<ServiceHours, "hubId" | "organisationId">;

export const hubOf = ({ table }: Context, { hubId }: OfOrganisation) => findHub(table, hubId);
export const organisationOf = ({ table }: Context, { organisationId }: OfOrganisation) =>
  findOrganisation(table, organisationId);

export const serviceOf = ({ table }: Context, { serviceId }: ServiceHours) =>
  serviceId === undefined ? undefined : findService(table, serviceId);

/**
 * How much of what citizens and staff did together in a service citizens did: for those who read each
 * piece of it anyway, as what few people did would tell who they are.
 */
export async function citizenShareOf(
  { table, viewer }: Context,
  { id, hubId, organisationId }: Service,
) {
  if (!actsFor(viewer, organisationId) && !isBroker(viewer, hubId)) return null;
  const { CITIZEN = 0, STAFF = 0 } = await countsIn(table, id, servicePeriod);
  return { part: CITIZEN, whole: CITIZEN + STAFF };
}

/** What the core work of a place's month came to, with how many people are behind it. */
export async function coreWorkIn(table: Table, placeId: string, month: string) {
  const counts = await countsIn(table, placeId, corePeriod(month));
  return { reported: cellOf(counts, "REPORTED"), credited: cellOf(counts, "CREDITED") };
}

/** What citizens and staff did together in a place's quarter, in each mode. */
export async function jointWorkIn(table: Table, placeId: string, quarter: string) {
  const inMode = async (mode: Mode) => {
    const counts = await countsIn(table, placeId, jointPeriod(quarter, mode));
    return { citizens: cellOf(counts, "CITIZEN"), staffMinutes: counts["STAFF"] ?? 0 };
  };
  const [CO_COMMISSION, CO_DESIGN, CO_DELIVER, CO_ASSESS] = await Promise.all([
    inMode("CO_COMMISSION"),
    inMode("CO_DESIGN"),
    inMode("CO_DELIVER"),
    inMode("CO_ASSESS"),
  ]);
  return { CO_COMMISSION, CO_DESIGN, CO_DELIVER, CO_ASSESS };
}
