import {
  ageOn,
  type Connection,
  connection,
  dateOf,
  isBroker,
  isSteward,
  type PageArgs,
  type PageWalk,
  type Row,
} from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { adultAge, anyTieTo, hasRunOut, missingSteps, tieTo } from "../decide/index.ts";
import type {
  Area,
  Hub,
  HubPolicy,
  Me,
  Member,
  MemberStatus,
  OnboardingStep,
  Organisation,
  Person,
  Referral,
  RoleGrant,
} from "../model/index.ts";
import {
  areasFor,
  findArea,
  findHub,
  findMember,
  findOrganisation,
  findPerson,
  findPolicy,
  findRole,
  hubsFor,
  membersFor,
  organisationsFor,
  personLines,
  policiesFor,
  referralsFor,
  rolesFor,
} from "../repository/index.ts";
import { speaksFor } from "./organisations.ts";
import { scopePath } from "./roles.ts";

/** Lists embedded in `me` end here. */
const mostEmbedded = 100;

/** The person behind the login with the rights kept beside them, or nothing for nobody. */
export async function readMe({ table, viewer }: Context): Promise<Me | undefined> {
  const { login, personId, isFirstSteward, machine } = viewer;
  if (login === undefined || machine) return undefined;
  const { person, rights } = await personLines(table, personId ?? login);
  return { ...(person ? { person } : {}), rights, isFirstSteward };
}

export function membershipsOf({ table }: Context, me: Me): Promise<readonly Member[]> {
  const ids = me.rights.flatMap((right) => (right.kind === "MEMBERSHIP" ? [right.memberId] : []));
  return allFound(ids, (id) => findMember(table, id));
}

export function wardsOf({ table, now }: Context, me: Me): Promise<readonly Member[]> {
  const ids = me.rights.flatMap((right) =>
    right.kind === "WARD" && ageOn(right.bornOn, dateOf(now)) < adultAge ? [right.memberId] : [],
  );
  return allFound(ids, (id) => findMember(table, id));
}

export function rolesOf({ table, now }: Context, me: Me): Promise<readonly RoleGrant[]> {
  const ids = me.rights.flatMap((right) =>
    right.kind === "ROLE" && !hasRunOut(right, now) ? [right.roleId] : [],
  );
  return allFound(ids, (id) => findRole(table, id));
}

export function organisationsOf({ table }: Context, me: Me): Promise<readonly Organisation[]> {
  const ids = me.rights.flatMap((right) =>
    right.kind === "ORGANISATION" ? [right.organisationId] : [],
  );
  return allFound(ids, (id) => findOrganisation(table, id));
}

async function allFound<Thing>(
  ids: readonly string[],
  find: (id: string) => Promise<Thing | undefined>,
): Promise<readonly Thing[]> {
  const found = await Promise.all(ids.slice(0, mostEmbedded).map(find));
  return found.flatMap((thing) => (thing === undefined ? [] : [thing]));
}

export const readArea = ({ table }: Context, id: string): Promise<Area | undefined> =>
  findArea(table, id);

export const readHub = ({ table }: Context, id: string): Promise<Hub | undefined> =>
  findHub(table, id);

export const readOrganisation = (
  { table }: Context,
  id: string,
): Promise<Organisation | undefined> => findOrganisation(table, id);

/** A person, for whoever came to them by a way that shows who they are. */
export const readPerson = ({ table }: Context, id: string): Promise<Person | undefined> =>
  findPerson(table, id);

export async function readPolicy(
  { table, now }: Context,
  hubId: string,
  at: string | undefined,
): Promise<HubPolicy | undefined> {
  return findPolicy(table, hubId, at ?? now);
}

/** A membership, for those tied to it; for all others there is none. */
export async function readMember(
  { table, viewer, now }: Context,
  id: string,
): Promise<Member | undefined> {
  const member = await findMember(table, id);
  return member && anyTieTo(viewer, member, now) ? member : undefined;
}

/**
 * What a broker's work with a member needs. The member and guardians do not read it, and so a
 * broker does not read what is noted of themselves or their child.
 */
export const worksOn = ({ viewer, now }: Context, member: Member): boolean =>
  tieTo(viewer, member, now) === "BROKER";

/** Empty once someone has been let in: what was enough then is not asked for again. */
export const stillMissing = ({ now }: Context, member: Member): readonly OnboardingStep[] =>
  member.status === "APPLIED" || member.status === "INTERVIEWED" ? missingSteps(member, now) : [];

export async function adminsOf(
  { table, viewer }: Context,
  organisation: Organisation,
): Promise<readonly Person[] | undefined> {
  if (!speaksFor(viewer, organisation)) return undefined;
  return allFound(organisation.adminPersonIds, (id) => findPerson(table, id));
}

type Page<Thing> = Promise<Connection<Thing> | undefined>;

export const listOf = <Thing>(
  context: Context,
  asked: { readonly list: string; readonly args: PageArgs },
  fetch: (walk: PageWalk) => Promise<readonly Row<Thing>[]>,
): Promise<Connection<Thing>> => connection(context, asked, fetch);

export const listAreas = (context: Context, parentId: string | undefined, args: PageArgs) =>
  listOf<Area>(context, { list: `areas ${parentId ?? ""}`, args }, (walk) =>
    areasFor(context.table, parentId, walk),
  );

export async function listHubs(context: Context, areaId: string, args: PageArgs): Page<Hub> {
  const area = await findArea(context.table, areaId);
  if (!area) return undefined;
  return hubsBelow(context, area, args);
}

export const hubsBelow = (context: Context, area: Area, args: PageArgs) =>
  listOf<Hub>(context, { list: `hubs ${area.id}`, args }, (walk) =>
    hubsFor(context.table, area, walk),
  );

export const listPolicies = (context: Context, hubId: string, args: PageArgs) =>
  listOf<HubPolicy>(context, { list: `policies ${hubId}`, args }, (walk) =>
    policiesFor(context.table, hubId, walk),
  );

export async function listMembers(
  context: Context,
  of: { readonly hubId: string; readonly status?: MemberStatus | undefined },
  args: PageArgs,
): Page<Member> {
  if (!isBroker(context.viewer, of.hubId)) return undefined;
  return listOf(context, { list: `members ${of.hubId} ${of.status ?? ""}`, args }, (walk) =>
    membersFor(context.table, of, walk),
  );
}

export async function listReferrals(
  context: Context,
  of: { readonly hubId: string; readonly status?: Referral["status"] | undefined },
  args: PageArgs,
): Page<Referral> {
  if (!isBroker(context.viewer, of.hubId)) return undefined;
  return listOf(context, { list: `referrals ${of.hubId} ${of.status ?? ""}`, args }, (walk) =>
    referralsFor(context.table, of, walk),
  );
}

export async function listOrganisations(
  context: Context,
  hubId: string,
  args: PageArgs,
): Page<Organisation> {
  if (!(await findHub(context.table, hubId))) return undefined;
  return listOf(context, { list: `organisations ${hubId}`, args }, (walk) =>
    organisationsFor(context.table, hubId, walk),
  );
}

export async function listRoles(
  context: Context,
  scopeId: string,
  args: PageArgs,
): Page<RoleGrant> {
  const path = await scopePath(context.table, scopeId);
  if (!path || !isSteward(context.viewer, path)) return undefined;
  return listOf(context, { list: `roles ${scopeId}`, args }, (walk) =>
    rolesFor(context.table, scopeId, walk),
  );
}
