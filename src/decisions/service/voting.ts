import {
  findSeat,
  findSession,
  isInside,
  mayVote,
  ownSeat,
  type Present,
  planCounts,
  type Seat,
  seatStands,
} from "../../circles/index.ts";
import {
  done,
  firstOf,
  forbidden,
  holdsRole,
  invariant,
  isBrokerFor,
  isRefusal,
  nextOf,
  notFound,
  type Refusal,
  refuse,
  replayOf,
  wrongState,
} from "../../kernel/index.ts";
import { findParty, type Party, planRecord } from "../../membership/index.ts";
import { type Asked, byRequest, type Context } from "../../table/index.ts";
import { answered, isRatingOpen, ratingDays, saidAnew, votersOf } from "../decide/index.ts";
import type {
  AnswerObjection,
  CastPosition,
  Decision,
  Position,
  RateDecision,
  Rating,
} from "../model/index.ts";
import {
  boxOf,
  findBox,
  findDecision,
  findPosition,
  findRating,
  moveBox,
  putPosition,
  putRating,
} from "../repository/index.ts";
import { decisionToRun, nameOfRung, ratedPeriod } from "./shared.ts";

/** Says what a seat thinks of an open decision, or says something else than before. */
export const castPosition = (context: Context, input: CastPosition) =>
  byRequest(context, { operation: "castPosition", input }, casting);

async function casting(context: Context, { input, request }: Asked<CastPosition>) {
  const { table, now } = context;
  const { stance, reason, spoken } = input;
  const decision = await findDecision(table, input.decisionId);
  if (!decision) return notFound("decisionId");
  const spokenFor = await seatToSpeak(context, decision, input.seatId);
  if (isRefusal(spokenFor)) return spokenFor;
  const { seat, party } = spokenFor;
  const found = await findPosition(table, decision.id, seat.id);
  const replay = replayOf(found, request);
  if (replay) return replay;
  const box = await findBox(table, decision.id, boxOf(seat.id));
  if (decision.status !== "OPEN" || !box) {
    return wrongState("This decision is closed.", "Tell the circle what you think all the same.");
  }
  const there = await voterOf(context, decision, seat);
  if (isRefusal(there)) return there;
  const next: Position | Refusal<"FORBIDDEN" | "TOO_MANY_CHANGES"> = found
    ? saidAnew(found, { stance, reason, spoken, at: now })
    : {
        ...{ decisionId: decision.id, circleId: seat.circleId, hubId: decision.hubId },
        ...{ seatId: seat.id, personId: seat.personId, memberId: seat.memberId, side: there.side },
        ...{ stance, reason, spoken, at: now, earlier: [], version: 0, receipts: [] },
      };
  if (isRefusal(next)) return next;
  const position = nextOf(next, request);
  const { version: thingVersion } = position;
  const record = { kind: "POSITION", thingId: decision.id, party, spoken, thingVersion } as const;
  return {
    writes: [
      ...[putPosition(position), moveBox(decision.id, box), seatStands(seat)],
      ...(spoken ? await planRecord(context, record) : []),
    ],
    answer: done(position),
  };
}

type SpokenFor = { readonly seat: Seat; readonly party?: Party };

/**
 * The viewer's own seat, or that of a member whose broker wrote down what they said. Facilitators
 * speak for nobody but themselves.
 */
async function seatToSpeak(
  context: Context,
  { circleId, hubId }: Decision,
  seatId: string | undefined,
): Promise<SpokenFor | Refusal<"FORBIDDEN" | "NOT_FOUND">> {
  const { table, viewer } = context;
  if (seatId === undefined) {
    const own = await ownSeat(context, circleId);
    if (own) return { seat: own };
    return forbidden("You have no seat in this circle.", "Ask its facilitator for one.");
  }
  const seat = await findSeat(table, circleId, seatId);
  const party = seat?.memberId === undefined ? undefined : await findParty(table, seat.memberId);
  const isBrokers = party !== undefined && party.status !== "LEFT" && isBrokerFor(viewer, party);
  if (seat && isBrokers && !holdsRole(viewer, "FACILITATOR", hubId)) return { seat, party };
  if (seat && (await isInside(context, { id: circleId, hubId }))) {
    return forbidden(
      "Nobody can speak for somebody else here.",
      "Ask the person. A member can also tell their broker.",
      "seatId",
    );
  }
  return notFound("seatId");
}

/**
 * A seat votes that was there with a vote, whatever became of it since: nobody loses their vote in a
 * decision because those who run the circle end their seat meanwhile.
 */
async function voterOf(
  { table }: Context,
  decision: Decision,
  seat: Seat,
): Promise<Present | Refusal<"FORBIDDEN" | "MANDATE_MISSING" | "NOT_IN_THE_ROOM">> {
  const session = await findSession(table, decision.sessionId);
  invariant(session, "the session of a decision exists");
  const there = session.attendance.filter(({ seatId }) => seatId === seat.id);
  const [voter] = votersOf(there, decision);
  if (voter) return voter;
  if (seat.kind !== "SELF" && !seat.mandate) {
    return refuse(
      "MANDATE_MISSING",
      "You speak for others, and their mandate is not written down.",
      "Ask the facilitator to write down what they gave you to say.",
    );
  }
  if (!mayVote(seat)) {
    return forbidden("This seat has no vote.", "Say what you think as a contribution.");
  }
  if (there.some(({ mayVote: hasVote }) => hasVote)) {
    return forbidden(
      "This question was put before you had your seat.",
      "Say what you think as a contribution. You have a vote on the next question.",
    );
  }
  return refuse(
    "NOT_IN_THE_ROOM",
    "This seat is not on the list of who was there with a vote.",
    "Ask the facilitator to add it: being there by paper or phone counts too.",
  );
}

/** Says what became of an objection. The objection stays beside it. */
export const answerObjection = (context: Context, input: AnswerObjection) =>
  byRequest(context, { operation: "answerObjection", input }, answering);

async function answering(context: Context, { input, request }: Asked<AnswerObjection>) {
  const { table, now } = context;
  const decision = await decisionToRun(context, input.decisionId);
  if (isRefusal(decision)) return decision;
  const found = await findPosition(table, decision.id, input.seatId);
  if (!found) return notFound("seatId");
  const replay = replayOf(found, request);
  if (replay) return replay;
  const next = answered(found, { text: input.answer, at: now });
  if (isRefusal(next)) return next;
  const position = nextOf(next, request);
  return { writes: [putPosition(position)], answer: done(position) };
}

/** Somebody who was there says, privately, how much power they felt they had. */
export const rateDecision = (context: Context, input: RateDecision) =>
  byRequest(context, { operation: "rateDecision", input }, rating);

async function rating(context: Context, { input, request }: Asked<RateDecision>) {
  const { table, now } = context;
  const decision = await findDecision(table, input.decisionId);
  if (!decision) return notFound("decisionId");
  const seat = await ownSeat(context, decision.circleId);
  const session = await findSession(table, decision.sessionId);
  if (!seat || !session?.attendance.some(({ seatId }) => seatId === seat.id)) {
    return forbidden("Only those who were there can do this.", "Ask them how it was.");
  }
  const found = await findRating(table, decision.id, seat.id);
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (decision.status === "OPEN") {
    return wrongState("This decision is still open.", "Say how it was when it is closed.");
  }
  if (!isRatingOpen(decision, now)) {
    return wrongState(`It is more than ${ratingDays} days since.`, "Tell the circle how it was.");
  }
  const { id: decisionId, hubId } = decision;
  const { id: seatId, personId, memberId } = seat;
  const next: Rating = found
    ? nextOf({ ...found, rung: input.rung }, request)
    : { decisionId, hubId, seatId, personId, memberId, rung: input.rung, ...firstOf(request) };
  const before = found && { [nameOfRung(found.rung)]: -1 };
  const counts = await planCounts(table, {
    ...{ placeIds: [decisionId], period: ratedPeriod, of: seatId },
    add: found?.rung === next.rung ? {} : { ...before, [nameOfRung(next.rung)]: 1 },
  });
  return { writes: [putRating(next), ...counts], answer: done(next) };
}

export const maySeePositions = async (context: Context, decision: Decision): Promise<boolean> =>
  isInside(context, { id: decision.circleId, hubId: decision.hubId });
