import { sessionInside } from "../../circles/index.ts";
import { findDecision } from "../../decisions/index.ts";
import {
  actsFor,
  BadRequest,
  type Connection,
  connection,
  isBroker,
  isRefusal,
  type PageArgs,
  sameIdAs,
} from "../../kernel/index.ts";
import type { LimitWarning } from "../../ledger/index.ts";
import { actorOf, findHub, findParty, warningsAbout } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import type {
  ActivityRecognition,
  Allocation,
  Allotment,
  CareRecognition,
  Gift,
  Mandate,
  MandateDecision,
  PotRequest,
} from "../model/index.ts";
import {
  activityRecognitionsForMember,
  allotmentsForOrganisation,
  careRecognitionsForMember,
  findActivityRecognition,
  findAllocation,
  findCareRecognition,
  findGift,
  findMandateById,
  mandatesForHub,
  openPotRequestsForHub,
  potRequestsForMember,
} from "../repository/index.ts";
import { isStopped, issuedMinutesOf } from "./issuing.ts";
import { maySee, memberFor } from "./shared.ts";

export { visibleRequest as potRequestById } from "./pot.ts";

/** Mandates are facts of a hub, open to everyone: they name no person. */
export const mandateById = (context: Context, id: string) => findMandateById(context.table, id);

export async function mandatesIn(
  { table }: Context,
  hubId: string,
  quarter: string,
): Promise<readonly Mandate[] | null> {
  checkQuarter(quarter);
  return (await findHub(table, hubId)) ? mandatesForHub(table, hubId, quarter) : null;
}

/** A decision that a mandate rests on, as it is now. */
export const decisionBehind = ({ table }: Context, { decisionId }: MandateDecision) =>
  findDecision(table, decisionId);

export const issuedMinutes = ({ table }: Context, mandate: Mandate): Promise<number> =>
  issuedMinutesOf(table, mandate);

export const isMandateStopped = ({ table }: Context, mandate: Mandate): Promise<boolean> =>
  isStopped(table, mandate);

/** How much can still come out of it: nothing of one that was stopped. */
export async function remainingMinutes({ table }: Context, mandate: Mandate): Promise<number> {
  if (await isStopped(table, mandate)) return 0;
  return mandate.grantedMinutes - (await issuedMinutesOf(table, mandate));
}

/** What an organisation holds of mandates, for those who look after it. */
export async function allotmentsOf(
  { table, viewer }: Context,
  organisationId: string,
  quarter: string,
): Promise<readonly Allotment[] | null> {
  checkQuarter(quarter);
  const party = await findParty(table, organisationId);
  if (party?.kind !== "ORGANISATION" || !maySee(viewer, party)) return null;
  return allotmentsForOrganisation(table, organisationId, quarter);
}

type MemberList = { readonly memberId: string; readonly args: PageArgs };

export async function careRecognitionsOf(
  context: Context,
  { memberId, args }: MemberList,
): Promise<Connection<CareRecognition> | null> {
  if (isRefusal(await memberFor(context, memberId, "memberId"))) return null;
  return connection(context, { list: `careRecognitions ${memberId}`, args }, (walk) =>
    careRecognitionsForMember(context.table, memberId, walk),
  );
}

export async function activityRecognitionsOf(
  context: Context,
  { memberId, args }: MemberList,
): Promise<Connection<ActivityRecognition> | null> {
  if (isRefusal(await memberFor(context, memberId, "memberId"))) return null;
  return connection(context, { list: `activityRecognitions ${memberId}`, args }, (walk) =>
    activityRecognitionsForMember(context.table, memberId, walk),
  );
}

export async function potRequestsOf(
  context: Context,
  { memberId, args }: MemberList,
): Promise<Connection<PotRequest> | null> {
  if (isRefusal(await memberFor(context, memberId, "memberId"))) return null;
  return connection(context, { list: `potRequests ${memberId}`, args }, (walk) =>
    potRequestsForMember(context.table, memberId, walk),
  );
}

/** Who asked the pot, and in whose name. */
export const askerOf = (
  context: Context,
  { askedBy: by, byBroker = false, createdAt: at, memberId: partyId }: PotRequest,
) => actorOf(context, by === undefined ? undefined : { by, at, byBroker, partyId });

/** Who gave, for themselves or their organisation. */
export const giverOf = (context: Context, { givenBy: by, createdAt: at, giverId }: Gift) =>
  actorOf(context, by === undefined ? undefined : { by, at, partyId: giverId });

/**
 * Who recognised it: a broker, for the hub and in nobody's name, or an admin of the organisation
 * that gave the credits.
 */
export function recogniserOf(
  context: Context,
  { recognisedBy: by, createdAt: at, ...rest }: CareRecognition | ActivityRecognition,
) {
  const sponsorId = "sponsorId" in rest ? rest.sponsorId : undefined;
  const inTheNameOf = sponsorId === undefined ? { byBroker: true } : { partyId: sponsorId };
  return actorOf(context, by === undefined ? undefined : { by, at, ...inTheNameOf });
}

/** The session of a circle that somebody was credited for, where the viewer may know of it. */
export async function sessionOf(context: Context, sessionId: string | undefined) {
  const session = sessionId === undefined ? undefined : await sessionInside(context, sessionId);
  return session === undefined || isRefusal(session) ? null : session;
}

export async function openPotRequestsIn(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<PotRequest> | null> {
  if (!isBroker(context.viewer, hubId)) return null;
  return connection(context, { list: `openPotRequests ${hubId}`, args }, (walk) =>
    openPotRequestsForHub(context.table, hubId, walk),
  );
}

/**
 * A gift, by its own id or its journal entry's.
 *
 * What went to a pot is its giver's own affair: whoever received from the pot, broker or not,
 * must find no way to who gave.
 */
export async function giftById(context: Context, id: string): Promise<Gift | undefined> {
  const { table, viewer } = context;
  const gift = await findGift(table, id.startsWith("jrn_") ? sameIdAs(id, "gft") : id);
  if (!gift) return undefined;
  if (actsFor(viewer, gift.giverId, "READ")) return gift;
  if (gift.recipientId === undefined || gift.recipientHubId === undefined) return undefined;
  const mayKnow =
    isBroker(viewer, gift.hubId) ||
    maySee(viewer, { id: gift.recipientId, hubId: gift.recipientHubId });
  return mayKnow ? gift : undefined;
}

export async function allocationById(
  { table, viewer }: Context,
  id: string,
): Promise<Allocation | undefined> {
  const found = await findAllocation(table, id);
  return found && maySee(viewer, { id: found.organisationId, hubId: found.hubId })
    ? found
    : undefined;
}

export async function careRecognitionById(
  { table, viewer }: Context,
  id: string,
): Promise<CareRecognition | undefined> {
  const found = await findCareRecognition(table, id);
  return found && maySee(viewer, { id: found.memberId, hubId: found.hubId }) ? found : undefined;
}

export async function activityRecognitionById(
  { table, viewer }: Context,
  id: string,
): Promise<ActivityRecognition | undefined> {
  const found = await findActivityRecognition(table, id);
  return found && maySee(viewer, { id: found.memberId, hubId: found.hubId }) ? found : undefined;
}

function checkQuarter(quarter: string): void {
  if (/^20\d\d-Q[1-4]$/.test(quarter)) return;
  throw new BadRequest("This is not a quarter.", "Write it as 2026-Q1, for January to March.");
}

/** What giver and receiver should hear of their limits now, each as far as the viewer may read it. */
export async function warningsAfter(
  context: Context,
  gift: Gift | null | undefined,
): Promise<readonly LimitWarning[] | undefined> {
  if (!gift) return undefined;
  const { giverId, recipientId } = gift;
  return warningsAbout(context, recipientId === undefined ? [giverId] : [giverId, recipientId]);
}
