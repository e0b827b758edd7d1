import {
  ageOn,
  type Connection,
  connection,
  dateOf,
  hasPrefix,
  isBroker,
  type PageArgs,
} from "../../kernel/index.ts";
import { findMember, type Member, type Tie, tieTo } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { type MoveRequest, moveIdOf } from "../model/index.ts";
import { findMove, movesFor } from "../repository/index.ts";

/** A request to move with the membership it is about, and what the viewer is to that. */
export type MoveCase = {
  readonly move: MoveRequest;
  readonly member: Member;
  readonly tie: Tie | undefined;
};

/** For the member, guardians and their brokers, and for the brokers of the hub that is asked. */
export async function visibleMove(context: Context, id: string): Promise<MoveCase | undefined> {
  const { table, viewer, now } = context;
  if (!hasPrefix(id, "mov")) return undefined;
  const move = await findMove(table, id);
  const member = move && (await findMember(table, move.memberId));
  if (!move || !member) return undefined;
  const tie = tieTo(viewer, member, now);
  return tie || isBroker(viewer, move.toHubId) ? { move, member, tie } : undefined;
}

export const moveById = async (context: Context, id: string): Promise<MoveRequest | undefined> =>
  (await visibleMove(context, id))?.move;

export const moveOf = (context: Context, member: Member): Promise<MoveRequest | undefined> =>
  moveById(context, moveIdOf(member.id));

/** Requests that wait for an answer, longest first. */
export async function movesForHub(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<MoveRequest> | null> {
  if (!isBroker(context.viewer, hubId)) return null;
  return connection(context, { list: `moveRequests ${hubId}`, args }, (walk) =>
    movesFor(context.table, hubId, walk),
  );
}

/** What a member tells the hub they want to go to. Their balance is not part of it. */
export type Mover = Pick<
  Member,
  | "firstName"
  | "lastName"
  | "phone"
  | "email"
  | "communication"
  | "offersInWords"
  | "requestsInWords"
> & { readonly isUnder18: boolean };

const adultAge = 18;

/** Only while the request waits: once it is answered, nobody needs this here any more. */
export async function moverOf(
  { table, now }: Context,
  move: MoveRequest,
): Promise<Mover | undefined> {
  if (move.status !== "OPEN") return undefined;
  const member = await findMember(table, move.memberId);
  // Who has left, or was erased a moment ago, is asking for nothing any more.
  if (!member || member.status === "LEFT") return undefined;
  return { ...member, isUnder18: ageOn(member.bornOn, dateOf(now)) < adultAge };
}

/** A membership, for those tied to it. */
export async function memberFor(
  { table, viewer, now }: Context,
  id: string | undefined,
): Promise<Member | undefined> {
  const member = id === undefined ? undefined : await findMember(table, id);
  return member && tieTo(viewer, member, now) ? member : undefined;
}
