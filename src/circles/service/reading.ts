import { type Connection, connection, isRefusal, type PageArgs } from "../../kernel/index.ts";
import { findHub, findParty, nameOfPerson } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { inTheRoom, isInformed, maySeeVoice } from "../decide/index.ts";
import type { Circle, Contribution, Seat, Session, Side, VoiceRecord } from "../model/index.ts";
import {
  adoptionOf,
  allTime,
  circlesInHub,
  contributionsIn,
  countsIn,
  findCircle,
  findContribution,
  findVoice,
  seatRows,
  seatsIn,
  sessionsIn,
  voiceWriter,
} from "../repository/index.ts";
import { isInside, ownSeat, sessionInside } from "./shared.ts";

export { mayVote as isSeatVoting } from "../decide/index.ts";

/** Circles are public: what they are for, how they decide and who holds power over them. */
export const circleById = ({ table }: Context, id: string) => findCircle(table, id);

export async function circlesOf(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<Circle> | null> {
  if (!(await findHub(context.table, hubId))) return null;
  return connection(context, { list: `circles ${hubId}`, args }, (walk) =>
    circlesInHub(context.table, hubId, walk),
  );
}

export const hubOf = ({ table }: Context, { hubId }: Circle) => findHub(table, hubId);

/** How many can sit in the circle, for those who sit there: a small circle is known by its size. */
export const seatsOf = async (
  context: Context,
  circle: Circle,
  args: PageArgs,
): Promise<Connection<Seat> | null> => {
  if (!(await isInside(context, circle))) return null;
  const { id } = circle;
  return connection(context, { list: `seats ${id}`, args }, (walk) =>
    seatRows(context.table, id, walk),
  );
};

export const mySeat = (context: Context, { id }: Circle) => ownSeat(context, id);

/** A first name: of a member as others meet them, of who works in a service as they signed in. */
export const nameOfSeat = async ({ table }: Context, { memberId, personId }: Seat) =>
  memberId === undefined ? nameOfPerson(table, personId) : (await findParty(table, memberId))?.name;

export async function sessionById(context: Context, id: string): Promise<Session | undefined> {
  const session = await sessionInside(context, id);
  return isRefusal(session) ? undefined : session;
}

export async function sessionsOf(
  context: Context,
  circle: Circle,
  args: PageArgs,
): Promise<Connection<Session> | null> {
  if (!(await isInside(context, circle))) return null;
  return connection(context, { list: `sessions ${circle.id}`, args }, (walk) =>
    sessionsIn(context.table, circle.id, walk),
  );
}

export async function circleOf({ table }: Context, circleId: string): Promise<Circle | undefined> {
  return findCircle(table, circleId);
}

export async function informed({ table }: Context, session: Session): Promise<boolean> {
  const [circle, seats] = await Promise.all([
    findCircle(table, session.circleId),
    seatsIn(table, session.circleId),
  ]);
  if (!circle) return false;
  const { noticeDays } = session.rules ?? circle.rules;
  return isInformed(session, { noticeDays, seats });
}

/** Who was there and who was not, counted anew from the attendance at each reading. */
export async function roomOf(context: Context, sessionId: string) {
  const { table } = context;
  const session = await sessionById(context, sessionId);
  if (!session) return null;
  const [circle, seats] = await Promise.all([
    findCircle(table, session.circleId),
    seatsIn(table, session.circleId),
  ]);
  if (!circle) return null;
  const { groups, reachedGroups, ...counted } = inTheRoom(circle, session, seats);
  return {
    ...counted,
    groups,
    coverage: { part: reachedGroups, whole: groups.length },
    absentGroups: groups.length - reachedGroups,
  };
}

export async function contributionsOf(
  context: Context,
  session: Session,
  args: PageArgs,
): Promise<Connection<Contribution>> {
  return connection(context, { list: `contributions ${session.id}`, args }, (walk) =>
    contributionsIn(context.table, session.id, walk),
  );
}

export async function contributionById(
  context: Context,
  id: string,
): Promise<Contribution | undefined> {
  const said = await findContribution(context.table, id);
  if (!said) return undefined;
  return (await isInside(context, { id: said.circleId, hubId: said.hubId })) ? said : undefined;
}

/** How much of what each side said was taken up. */
export async function voiceParityOf({ table }: Context, { id }: Session) {
  const [serviceUsers, professionals] = await Promise.all([
    adoptionOf(table, id, "SERVICE_USER"),
    adoptionOf(table, id, "PROFESSIONAL"),
  ]);
  return { serviceUsers, professionals };
}

/** The same over all that was ever said in the circle, for those who sit in it. */
export async function voiceParityIn(context: Context, circle: Circle) {
  if (!(await isInside(context, circle))) return null;
  const counts = await countsIn(context.table, circle.id, allTime);
  const of = (side: Side) => ({
    part: counts[`TAKEN_UP_${side}`] ?? 0,
    whole: counts[`SAID_${side}`] ?? 0,
  });
  return { serviceUsers: of("SERVICE_USER"), professionals: of("PROFESSIONAL") };
}

export async function voiceById(context: Context, id: string): Promise<VoiceRecord | undefined> {
  const { table, viewer, now } = context;
  const voice = await findVoice(table, id);
  if (!voice) return undefined;
  const party = voice.memberId === undefined ? undefined : await findParty(table, voice.memberId);
  const isWriter =
    viewer.personId !== undefined && voiceWriter(id, viewer.personId) === voice.writer;
  const facts = { isWriter, bornOn: party?.bornOn, now };
  return maySeeVoice(viewer, voice, facts) ? voice : undefined;
}
