import {
  changedSince,
  done,
  firstOf,
  forbidden,
  isBrokerFor,
  isRefusal,
  nextOf,
  notFound,
  type Request,
  refuse,
  replayOf,
  wrongState,
} from "../../kernel/index.ts";
import { findParty, findPerson, planRecord } from "../../membership/index.ts";
import { type Asked, byRequest, type Context, type Table } from "../../table/index.ts";
import { accept, checkGroup, end, mandated, oversees, runs } from "../decide/index.ts";
import {
  type AcceptSeat,
  type EndSeat,
  type InviteSeat,
  mostSeats,
  type RecordSeatMandate,
  type Seat,
} from "../model/index.ts";
import {
  countedInCircle,
  createSeat,
  findCircle,
  findSeat,
  findVoice,
  saveCircle,
  saveSeat,
} from "../repository/index.ts";
import { circleToRun, facilitatorsOnly, holds, seatIdOf } from "./shared.ts";

/** Invites somebody to sit in a circle. Whoever left it can be invited again, to the same seat. */
export const inviteSeat = (context: Context, input: InviteSeat) =>
  byRequest(context, { operation: "inviteSeat", input }, inviting);

async function inviting(context: Context, { input, request }: Asked<InviteSeat>) {
  const { table, now } = context;
  const circle = await circleToRun(context, input.circleId);
  if (isRefusal(circle)) return circle;
  const who = await whoIs(table, input);
  if (isRefusal(who)) return who;
  const id = seatIdOf(circle.id, who.personId);
  const found = await findSeat(table, circle.id, id);
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found && found.status !== "ENDED") {
    return wrongState("This person has a seat in the circle.", "One seat for each person is all.");
  }
  const { kind, side, group, isVoting } = input;
  const refusal = checkGroup(circle, input);
  if (refusal) return refusal;
  if (!found && circle.seatCount >= mostSeats) return full();
  const fresh = {
    ...{ id, circleId: circle.id, hubId: circle.hubId, ...who },
    ...{ kind, side, group, isVoting, status: "INVITED" as const, invitedAt: now },
  };
  if (found) {
    const { version, receipts } = found;
    const seat = nextOf<Seat>({ ...fresh, version, receipts }, request);
    return { writes: [saveSeat(seat)], answer: done(seat) };
  }
  const seat: Seat = { ...fresh, ...firstOf(request) };
  const counted = { ...circle, seatCount: circle.seatCount + 1, version: circle.version + 1 };
  return { writes: [createSeat(seat), saveCircle(counted)], answer: done(seat) };
}

/** The person of the seat: a member, or somebody who works in a service and is none. */
async function whoIs(table: Table, { memberId, personId }: InviteSeat) {
  if (memberId !== undefined) {
    const party = await findParty(table, memberId);
    if (party?.personId === undefined || party.status !== "ACTIVE") return notFound("memberId");
    return { personId: party.personId, memberId };
  }
  const person = personId === undefined ? undefined : await findPerson(table, personId);
  return person ? { personId: person.id } : notFound("personId");
}

const full = () =>
  refuse(
    "CIRCLE_FULL",
    `This circle has ${mostSeats} seats already.`,
    "End a seat that nobody uses, and invite its person's follower in a new circle.",
  );

type SeatWish = {
  readonly idempotencyKey: string;
  readonly circleId: string;
  readonly seatId: string;
  readonly version: number;
};

/** A seat as its holder, their broker or those who run the circle can know of it. */
async function seatFor({ table, viewer }: Context, { circleId, seatId }: SeatWish) {
  const [circle, seat] = await Promise.all([
    findCircle(table, circleId),
    findSeat(table, circleId, seatId),
  ]);
  if (!circle) return notFound("circleId");
  if (!seat) return notFound("seatId");
  const party = seat.memberId === undefined ? undefined : await findParty(table, seat.memberId);
  const isOwn = holds(viewer, seat);
  const isBrokers = party !== undefined && isBrokerFor(viewer, party);
  if (!isOwn && !isBrokers && !oversees(viewer, circle)) return notFound("seatId");
  return { circle, seat, party, isOwn, isBrokers };
}

/** The person says yes to their seat; a broker may write down what a member told them. */
export const acceptSeat = (context: Context, input: AcceptSeat) =>
  byRequest(context, { operation: "acceptSeat", input }, accepting);

async function accepting(context: Context, { input, request }: Asked<AcceptSeat>) {
  const found = await seatFor(context, input);
  if (isRefusal(found)) return found;
  const isHeard = found.isBrokers && input.spoken !== undefined;
  if (!found.isOwn && !isHeard) {
    return forbidden("Only the person themselves can say yes.", "Ask them, or their own broker.");
  }
  const before = beforeChange(found.seat, { input, request });
  if (before) return before;
  const spoken = found.isOwn ? undefined : input.spoken;
  const next = accept({ ...found.seat, spoken }, context.now);
  if (isRefusal(next)) return next;
  const { writes, answer } = saved(next, request);
  const { version: thingVersion } = answer.thing;
  const act = { kind: "SEAT", thingId: input.circleId, party: found.party, spoken } as const;
  const record = spoken ? await planRecord(context, { ...act, thingVersion }) : [];
  return { writes: [...writes, ...record], answer };
}

/** The person leaves, or those who run the circle end a seat. */
export const endSeat = (context: Context, input: EndSeat) =>
  byRequest(context, { operation: "endSeat", input }, ending);

async function ending(context: Context, { input, request }: Asked<EndSeat>) {
  const found = await seatFor(context, input);
  if (isRefusal(found)) return found;
  if (!found.isOwn && !runs(context.viewer, found.circle)) return facilitatorsOnly();
  const before = beforeChange(found.seat, { input, request });
  if (before) return before;
  const { isOwn, seat } = found;
  const next = end(seat, { isOwn, reason: input.reason, now: context.now });
  if (isRefusal(next)) return next;
  const { writes, answer } = saved(next, request);
  const counts = isOwn ? [] : await countedInCircle(context.table, seat, { SEATS_ENDED: 1 });
  return { writes: [...writes, ...counts], answer };
}

/** What the people spoken for gave their representative to say. */
export const recordSeatMandate = (context: Context, input: RecordSeatMandate) =>
  byRequest(context, { operation: "recordSeatMandate", input }, recording);

async function recording(context: Context, { input, request }: Asked<RecordSeatMandate>) {
  const { table, now } = context;
  const circle = await circleToRun(context, input.circleId);
  if (isRefusal(circle)) return circle;
  const seat = await findSeat(table, circle.id, input.seatId);
  if (!seat) return notFound("seatId");
  const voice =
    input.voiceRecordId === undefined ? undefined : await findVoice(table, input.voiceRecordId);
  if (input.voiceRecordId !== undefined && voice?.circleId !== circle.id) {
    return notFound("voiceRecordId");
  }
  const before = beforeChange(seat, { input, request });
  if (before) return before;
  const { from, statement, givenOn, voiceRecordId } = input;
  const mandate = { from, statement, givenOn, voiceRecordId, recordedAt: now };
  const next = mandated(seat, mandate, { voice, now });
  return isRefusal(next) ? next : saved(next, request);
}

function beforeChange(seat: Seat, { input, request }: Asked<SeatWish>) {
  const replay = replayOf(seat, request);
  if (replay) return replay;
  return seat.version === input.version ? undefined : changedSince();
}

const saved = (seat: Seat, request: Request) => {
  const next = nextOf(seat, request);
  return { writes: [saveSeat(next)], answer: done(next) };
};
