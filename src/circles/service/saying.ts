import {
  actsFor,
  callerOf,
  done,
  firstOf,
  forbidden,
  idFor,
  isBrokerFor,
  isRefusal,
  notFound,
  refuse,
  replayOf,
} from "../../kernel/index.ts";
import { findParty } from "../../membership/index.ts";
import { type Asked, byRequest, type Context } from "../../table/index.ts";
import { voiceMissing } from "../decide/index.ts";
import type { AddContribution, Contribution, RecordVoice, VoiceRecord } from "../model/index.ts";
import {
  countedInCircle,
  createContribution,
  createVoice,
  findCircle,
  findContribution,
  findSeat,
  findVoice,
  voiceWriter,
} from "../repository/index.ts";
import { voiceById } from "./reading.ts";
import { bringsIn, holds, runsCircle, seatIdOf, sessionInside } from "./shared.ts";

/** Says something in a session, or writes down what somebody there said. */
export const addContribution = (context: Context, input: AddContribution) =>
  byRequest(context, { operation: "addContribution", input }, adding);

async function adding(context: Context, { input, request }: Asked<AddContribution>) {
  const { table, viewer, now } = context;
  const session = await sessionInside(context, input.sessionId);
  if (isRefusal(session)) return session;
  const seat = await findSeat(table, session.circleId, input.seatId);
  if (!seat) return notFound("seatId");
  const voice = await voiceIn(context, session.circleId, input.voiceRecordId);
  if (isRefusal(voice)) return voice;
  const isOwn = holds(viewer, seat);
  if (!isOwn && !(await runsCircle(context, session))) {
    return forbidden("This is somebody else's seat.", "Speak from your own seat.", "seatId");
  }
  const id = idFor("ctb", request);
  const replay = replayOf(await findContribution(table, id), request);
  if (replay) return replay;
  if (!session.attendance.some(({ seatId }) => seatId === seat.id)) {
    return refuse(
      "NOT_IN_THE_ROOM",
      "This seat is not on the list of who was there.",
      "Ask the facilitator to add it first: being there by paper or phone counts too.",
      "seatId",
    );
  }
  if (seat.kind === "VOICE_OF" && !voice) return voiceMissing();
  const { way, text } = input;
  const said: Contribution = {
    ...{ id, circleId: seat.circleId, hubId: seat.hubId, sessionId: session.id, seatId: seat.id },
    ...{ personId: seat.personId, memberId: seat.memberId, side: seat.side, way, text },
    ...{ voiceRecordId: voice?.id, isWrittenByOther: !isOwn },
    ...{ createdAt: now, ...firstOf(request) },
  };
  const counts = await countedInCircle(table, said, { [`SAID_${said.side}`]: 1 });
  return { writes: [createContribution(said), ...counts], answer: done(said) };
}

/** Only who may read a record says something with it: for others it is not there. */
async function voiceIn(context: Context, circleId: string, voiceRecordId: string | undefined) {
  if (voiceRecordId === undefined) return undefined;
  const voice = await voiceById(context, voiceRecordId);
  return voice?.circleId === circleId ? voice : notFound("voiceRecordId");
}

/** Keeps how somebody said something who neither typed nor spoke it. */
export const recordVoice = (context: Context, input: RecordVoice) =>
  byRequest(context, { operation: "recordVoice", input }, keeping);

async function keeping(context: Context, { input, request }: Asked<RecordVoice>) {
  const { table, viewer, now } = context;
  const { idempotencyKey, circleId, memberId, ...told } = input;
  const circle = await findCircle(table, circleId);
  if (!circle) return notFound("circleId");
  if (!(await bringsIn(context, circle))) {
    return forbidden("Only those who sit in the circle can do this.", "Ask for a seat.");
  }
  const whose = await whoseVoice(context, circleId, memberId);
  if (isRefusal(whose)) return whose;
  const id = idFor("voi", request);
  const replay = replayOf(await findVoice(table, id), request);
  if (replay) return replay;
  const voice: VoiceRecord = {
    ...{ id, circleId, hubId: circle.hubId, ...whose, ...told },
    ...{ writer: voiceWriter(id, callerOf(viewer)), createdAt: now, ...firstOf(request) },
  };
  return { writes: [createVoice(voice)], answer: done(voice) };
}

/** A member who sits in the circle, or whom the viewer acts for or looks after. */
async function whoseVoice({ table, viewer }: Context, circleId: string, memberId?: string) {
  if (memberId === undefined) return {};
  const party = await findParty(table, memberId);
  if (party?.personId === undefined) return notFound("memberId");
  const mayName =
    actsFor(viewer, memberId) ||
    isBrokerFor(viewer, party) ||
    (await findSeat(table, circleId, seatIdOf(circleId, party.personId))) !== undefined;
  return mayName ? { memberId, personId: party.personId } : notFound("memberId");
}
