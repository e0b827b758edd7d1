import {
  changedSince,
  done,
  firstOf,
  forbidden,
  idFor,
  isRefusal,
  nextOf,
  notFound,
  type Request,
  replayOf,
  wrongState,
} from "../../kernel/index.ts";
import { actKey, isTakenBack, journalIn } from "../../ledger/index.ts";
import { type Asked, byRequest, type Context, type Table } from "../../table/index.ts";
import { attend, mayVote, type Row } from "../decide/index.ts";
import type {
  RecordAttendance,
  ScheduleSession,
  Session,
  ShareInformation,
  WaiveNotice,
} from "../model/index.ts";
import {
  createSession,
  findSeat,
  findSession,
  findSessionCredits,
  putSessionCredits,
  saveSession,
  seatStands,
  sessionCreditId,
} from "../repository/index.ts";
import { circleToRun, ownSeat, sessionInside, sessionToRun } from "./shared.ts";

/** Plans a session of a circle. */
export const scheduleSession = (context: Context, input: ScheduleSession) =>
  byRequest(context, { operation: "scheduleSession", input }, scheduling);

async function scheduling(context: Context, { input, request }: Asked<ScheduleSession>) {
  const { table, now } = context;
  const circle = await circleToRun(context, input.circleId);
  if (isRefusal(circle)) return circle;
  const id = idFor("ses", request);
  const replay = replayOf(await findSession(table, id), request);
  if (replay) return replay;
  const { title, startsAt, ways } = input;
  const session: Session = {
    ...{ id, circleId: circle.id, hubId: circle.hubId, title, startsAt, ways },
    ...{ waivedBySeatIds: [], attendance: [], createdAt: now },
    ...firstOf(request),
  };
  return { writes: [createSession(session)], answer: done(session) };
}

/** The information for a session was sent to everyone, at this very moment. */
export const shareInformation = (context: Context, input: ShareInformation) =>
  byRequest(context, { operation: "shareInformation", input }, sharing);

async function sharing(context: Context, { input, request }: Asked<ShareInformation>) {
  const session = await sessionToRun(context, input.sessionId);
  if (isRefusal(session)) return session;
  const replay = replayOf(session, request);
  if (replay) return replay;
  if (session.version !== input.version) return changedSince();
  if (session.information) {
    return wrongState("The information was shared already.", "Plan another session for more.");
  }
  const information = { what: input.what, sharedAt: context.now };
  return saved({ ...session, information }, request);
}

/** A service user says that they need no more time to read. */
export const waiveNotice = (context: Context, input: WaiveNotice) =>
  byRequest(context, { operation: "waiveNotice", input }, waiving);

async function waiving(context: Context, { input, request }: Asked<WaiveNotice>) {
  const session = await sessionInside(context, input.sessionId);
  if (isRefusal(session)) return session;
  const seat = await ownSeat(context, session.circleId);
  if (seat?.side !== "SERVICE_USER" || !mayVote(seat)) {
    return forbidden(
      "Only service users with a vote can say that they need no more time.",
      "Ask one of them.",
    );
  }
  const replay = replayOf(session, request);
  if (replay) return replay;
  const others = session.waivedBySeatIds.filter((id) => id !== seat.id);
  return saved({ ...session, waivedBySeatIds: [...others, seat.id] }, request);
}

/** Writes down who was there, by whatever way. */
export const recordAttendance = (context: Context, input: RecordAttendance) =>
  byRequest(context, { operation: "recordAttendance", input }, recording);

async function recording(context: Context, { input, request }: Asked<RecordAttendance>) {
  const { table, now } = context;
  const session = await sessionToRun(context, input.sessionId);
  if (isRefusal(session)) return session;
  const replay = replayOf(session, request);
  if (replay) return replay;
  if (session.version !== input.version) return changedSince();
  const seats = await Promise.all(
    input.seats.map(({ seatId }) => findSeat(table, session.circleId, seatId)),
  );
  const rows: Row[] = [];
  for (const [at, seat] of seats.entries()) {
    const wish = input.seats[at];
    if (!seat || !wish) return notFound(`seats.${at}.seatId`);
    rows.push({ ...wish, seat });
  }
  const { credited, guards } = await creditsOf(table, session.id);
  const next = attend(session, { rows, minutes: input.minutes, credited }, now);
  if (isRefusal(next)) return next;
  const step = saved(next, request);
  return {
    ...step,
    writes: [...step.writes, ...guards, ...rows.map(({ seat }) => seatStands(seat))],
  };
}

/**
 * The seats whose credits stand for a session, with what holds whoever credits at this moment: the
 * first of them changes the session, every later one its credits.
 */
async function creditsOf(table: Table, sessionId: string) {
  const credits = await findSessionCredits(table, sessionId);
  if (!credits) return { credited: new Set<string>(), guards: [] };
  const standing = await Promise.all(
    credits.seatIds.map(async (seatId) => {
      const item = await table.get(actKey(sessionCreditId(sessionId, seatId)));
      const journal = item && journalIn(item);
      return journal && !isTakenBack(journal) ? [seatId] : [];
    }),
  );
  const guards = [putSessionCredits({ ...credits, version: credits.version + 1 })];
  return { credited: new Set(standing.flat()), guards };
}

const saved = (session: Session, request: Request) => {
  const next = nextOf(session, request);
  return { writes: [saveSession(next)], answer: done(next) };
};
