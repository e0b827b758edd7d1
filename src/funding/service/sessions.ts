import type * as z from "zod";
import {
  findSession,
  findSessionCredits,
  putSessionCredits,
  type Session,
  type SessionCredits,
  saveSession,
  sessionCreditId,
  sessionInside,
} from "../../circles/index.ts";
import {
  actsFor,
  callerOf,
  done,
  firstOf,
  forbidden,
  invariant,
  isBroker,
  isRefusal,
  isTiedTo,
  nextOf,
  notFound,
  quarterOf,
  type Refusal,
  replayOf,
} from "../../kernel/index.ts";
import { planPosting } from "../../ledger/index.ts";
import {
  accountRefOf,
  findHub,
  hubIsClosing,
  type Party,
  policyOf,
} from "../../membership/index.ts";
import { type Asked, attempt, byRequest, type Context } from "../../table/index.ts";
import {
  checkActive,
  checkHappenedOn,
  dayOf,
  noMandate,
  outcomeOf,
  stopsAll,
  whyNotCreditSession,
} from "../decide/index.ts";
import type { ActivityRecognition, CreditSession } from "../model/index.ts";
import { createActivityRecognition, findMandate } from "../repository/index.ts";
import { planCredit } from "./recognitions.ts";
import { type RowCode, rowsOf, type Source, sitterOf } from "./session-rows.ts";
import { brokersOnly, organisationFor } from "./shared.ts";

/**
 * So many are credited before the answer, and nobody more is begun with after this long, so that it
 * is there before the request's time is up; whoever is left waits for the next request.
 */
const creditedInRequest = 40;
const longestMillis = 2_500;

/**
 * Credits everybody who was at a session of a circle and was not paid for it: the same minutes for
 * each, one journal entry for each attendance under an id that is always the same. So however often
 * it is asked, by two at once or after a break, nobody is credited twice; one who cannot be credited
 * keeps nobody else waiting.
 */
export async function creditSession(context: Context, input: z.output<typeof CreditSession>) {
  const begun = await byRequest(context, { operation: "creditSession", input }, beginning);
  if (isRefusal(begun)) return begun;
  const source = await sourceOf(context, input.from);
  if (isRefusal(source)) return source;
  const refused = begun.replayed
    ? new Map<string, RowCode>()
    : await creditAll(context, begun.thing, source);
  const thing = await rowsOf(context.table, { sessionId: input.sessionId, source, refused });
  return { thing, replayed: begun.replayed };
}

/** Writes down who asked, with which key. From now on nobody is quietly taken off the attendance. */
async function beginning(context: Context, asked: Asked<z.output<typeof CreditSession>>) {
  const { table, now } = context;
  const { input, request } = asked;
  const session = await sessionInside(context, input.sessionId);
  if (isRefusal(session)) return session;
  const source = await sourceOf(context, input.from);
  if (isRefusal(source)) return source;
  const found = await findSessionCredits(table, session.id);
  const replay = replayOf(found, request);
  if (replay) return replay;
  const unfit = whyNotCreditSession(session, now) ?? (await whyNotNow(context, session, source));
  if (unfit) return unfit;
  if (found) {
    const next = nextOf(found, request);
    return { writes: [putSessionCredits(next)], answer: done(next) };
  }
  const first: SessionCredits = { sessionId: session.id, seatIds: [], ...firstOf(request) };
  const writes = [saveSession({ ...session, version: session.version + 1 })];
  return { writes: [...writes, putSessionCredits(first)], answer: done(first) };
}

/** The mandate of a hub for its brokers, what an organisation has for its admins. */
async function sourceOf(
  context: Context,
  { mandateOfHubId, organisationId = "" }: z.output<typeof CreditSession>["from"],
): Promise<Source | Refusal<"NOT_FOUND" | "FORBIDDEN">> {
  if (mandateOfHubId !== undefined) {
    const hub = await findHub(context.table, mandateOfHubId);
    if (!hub) return notFound("from.mandateOfHubId");
    return isBroker(context.viewer, hub.id) ? { hubId: hub.id } : brokersOnly();
  }
  const sponsor = await organisationFor(context, organisationId);
  if (isRefusal(sponsor)) return notFound("from.organisationId");
  if (actsFor(context.viewer, sponsor.id)) return { hubId: sponsor.hubId, sponsor };
  return forbidden("Only an admin of the organisation can do this.", "Ask one of them.");
}

async function whyNotNow(
  { table, now }: Context,
  session: Session,
  { hubId, sponsor }: Source,
): Promise<
  | Refusal<"HUB_CLOSING" | "MANDATE_NOT_AGREED" | "PARTY_NOT_ACTIVE" | "VALIDATION_FAILED">
  | undefined
> {
  const policy = await policyOf(table, hubId, now);
  const tooLate = checkHappenedOn(dayOf(session), now, policy.latestEntryDays);
  if (tooLate) return { ...tooLate, path: ["input", "sessionId"] };
  if (sponsor) {
    return policy.isWindingUp ? hubIsClosing() : checkActive(sponsor, "from.organisationId");
  }
  const quarter = quarterOf(dayOf(session));
  const mandate = await findMandate(table, { hubId, purpose: "PARTICIPATION", quarter });
  return mandate ? undefined : noMandate("PARTICIPATION", quarter);
}

/** One after the other. Answers with who could not be credited, and why. */
async function creditAll(
  context: Context,
  { sessionId, seatIds }: SessionCredits,
  source: Source,
): Promise<ReadonlyMap<string, RowCode>> {
  const refused = new Map<string, RowCode>();
  const session = await findSession(context.table, sessionId);
  invariant(session, "what is credited is kept");
  const known: Known = { session, asOf: 0 };
  const began = performance.now();
  let credited = 0;
  let stopped: RowCode | undefined;
  for (const { seatId, isPaid } of session.attendance) {
    const isLate = performance.now() - began > longestMillis;
    if (credited >= creditedInRequest || isLate) break;
    if (isPaid || seatIds.includes(seatId)) continue;
    const code = stopped ?? (await creditOne(context, { ...source, known, seatId }));
    if (code === "CREDITED") credited++;
    else if (code !== "NOTHING") refused.set(seatId, code);
    if (stopsAll(code)) stopped = code;
  }
  return refused;
}

/**
 * The session, and the version of its credits that it is known to go with: whoever changes the
 * attendance moves that on, so a long list is read anew only when it changed.
 */
type Known = { session: Session; asOf: number };

type Place = Source & { readonly known: Known; readonly seatId: string };

async function creditOne(context: Context, place: Place) {
  const outcome = await attempt(context.table, () => crediting(context, place));
  if (outcome === "CREDITED") place.known.asOf++;
  return isRefusal(outcome) ? outcome.code : outcome;
}

/** One attendance, if it is there, is unpaid and was not credited. */
async function crediting(context: Context, { known, seatId, ...source }: Place) {
  const { table, now } = context;
  const credits = await findSessionCredits(table, known.session.id);
  invariant(credits, "what is credited is kept");
  if (credits.version !== known.asOf) {
    known.session = (await findSession(table, known.session.id)) ?? known.session;
    known.asOf = credits.version;
  }
  const { session } = known;
  const present = session.attendance.find((one) => one.seatId === seatId);
  if (!present) return { answer: "NOTHING" as const };
  const member = await sitterOf(table, session, present);
  const facts = { credited: new Set(credits.seatIds), sitter: member, hubId: source.hubId };
  if (!member || outcomeOf(present, facts) !== "WAITING") return { answer: "NOTHING" as const };
  const unfit = whyNotForThem(context, member) ?? checkActive(member, "sessionId");
  if (unfit) return unfit;
  const plan = await planFrom(context, { source, member, session, seatId });
  if (isRefusal(plan)) return plan;
  const next = {
    ...credits,
    seatIds: [...credits.seatIds, seatId],
    version: credits.version + 1,
  };
  const recognition: ActivityRecognition = {
    ...{ id: sessionCreditId(session.id, seatId), memberId: member.id, hubId: member.hubId },
    ...{
      purpose: "PARTICIPATION",
      withMemberIds: [],
      sessionId: session.id,
      sponsorId: source.sponsor?.id,
    },
    ...{ what: session.title, happenedOn: dayOf(session), minutes: minutesOf(session) },
    ...{ createdAt: now, recognisedBy: callerOf(context.viewer), version: 1, receipts: [] },
  };
  const act = createActivityRecognition(recognition, plan.journal);
  const writes = [...plan.writes, act, putSessionCredits(next)];
  return { writes, answer: "CREDITED" as const };
}

function whyNotForThem({ viewer }: Context, member: Party): Refusal<"FORBIDDEN"> | undefined {
  const isSelf = member.personId !== undefined && member.personId === viewer.personId;
  if (!isSelf && !isTiedTo(viewer, member.id)) return undefined;
  return forbidden("You cannot decide this for yourself or your own.", "Ask another to do it.");
}

function minutesOf({ minutes }: Session): number {
  invariant(minutes !== undefined, "it is known how long a session took that is credited");
  return minutes;
}

type Credit = {
  readonly source: Source;
  readonly member: Party;
  readonly session: Session;
  readonly seatId: string;
};

async function planFrom(context: Context, { source, member, session, seatId }: Credit) {
  const { table, now } = context;
  const policy = await policyOf(table, member.hubId, now);
  const wish = {
    ...{ actId: sessionCreditId(session.id, seatId), happenedOn: dayOf(session) },
    minutes: minutesOf(session),
  };
  const purpose = "PARTICIPATION";
  if (!source.sponsor) {
    const quarter = quarterOf(wish.happenedOn);
    return planCredit(context, { ...wish, party: member, policy, purpose, quarter });
  }
  const { minutes, ...rest } = wish;
  const from = accountRefOf(source.sponsor, policy, now);
  const movements = [{ from, to: accountRefOf(member, policy, now), minutes }];
  return planPosting(table, { ...rest, kind: "SPONSORED", movements, now, purpose });
}
