import {
  derivedId,
  forbidden,
  isRefusal,
  notFound,
  type Refusal,
  type Viewer,
} from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { facilitates, oversees, runs } from "../decide/index.ts";
import type { Circle, Seat, Session } from "../model/index.ts";
import { findCircle, findSeat, findSession } from "../repository/index.ts";

export const facilitatorsOnly = () =>
  forbidden(
    "Only those who run the circle can do this: a facilitator, or a broker of its hub while no facilitator has taken it on.",
    "Ask the circle's facilitator. A broker can step in with takeOnCircle.",
  );

/** The circle, where the viewer looks after it. */
export async function circleToRun(
  { table, viewer }: Context,
  circleId: string,
): Promise<Circle | Refusal<"NOT_FOUND" | "FORBIDDEN">> {
  const circle = await findCircle(table, circleId);
  if (!circle) return notFound("circleId");
  return runs(viewer, circle) ? circle : facilitatorsOnly();
}

/** A seat has the id that its circle and its person always give. */
export const seatIdOf = (circleId: string, personId: string): string =>
  derivedId("sea", circleId, personId);

/** The seat that the viewer holds in this circle, whatever has become of it. */
export async function ownSeat(
  { table, viewer }: Context,
  circleId: string,
): Promise<Seat | undefined> {
  const { personId } = viewer;
  if (personId === undefined) return undefined;
  return findSeat(table, circleId, seatIdOf(circleId, personId));
}

/** Does the viewer run this circle, which is looked at only where that depends on it? */
export async function runsCircle(
  { table, viewer }: Context,
  { circleId, hubId }: Pick<Session, "circleId" | "hubId">,
): Promise<boolean> {
  if (facilitates(viewer, { hubId })) return true;
  if (!oversees(viewer, { hubId })) return false;
  const circle = await findCircle(table, circleId);
  return circle !== undefined && runs(viewer, circle);
}

const sits = async (context: Context, circleId: string): Promise<boolean> =>
  (await ownSeat(context, circleId))?.status === "ACCEPTED";

/** May the viewer read what happens in the circle: at its table, or over it? */
export const isInside = async (
  context: Context,
  { id, hubId }: Pick<Circle, "id" | "hubId">,
): Promise<boolean> => oversees(context.viewer, { hubId }) || sits(context, id);

/** May the viewer bring something in: at its table, or running it? */
export const bringsIn = async (context: Context, circle: Circle): Promise<boolean> =>
  runs(context.viewer, circle) || sits(context, circle.id);

/** A session that the viewer may know of: sessions are for those who sit in the circle. */
export async function sessionInside(
  context: Context,
  sessionId: string,
): Promise<Session | Refusal<"NOT_FOUND">> {
  const session = await findSession(context.table, sessionId);
  if (!session) return notFound("sessionId");
  const isSeen = await isInside(context, { id: session.circleId, hubId: session.hubId });
  return isSeen ? session : notFound("sessionId");
}

/** The session, where the viewer looks after its circle. */
export async function sessionToRun(
  context: Context,
  sessionId: string,
): Promise<Session | Refusal<"NOT_FOUND" | "FORBIDDEN">> {
  const session = await sessionInside(context, sessionId);
  if (isRefusal(session)) return session;
  return (await runsCircle(context, session)) ? session : facilitatorsOnly();
}

/** Does this seat belong to the viewer, or to a child they are guardian of? */
export const holds = (viewer: Viewer, { personId, memberId }: Seat): boolean =>
  viewer.personId === personId ||
  (memberId !== undefined && viewer.actsFor.some(({ id }) => id === memberId));
