import {
  allTime,
  contributionsAdoptedIn,
  countsIn,
  findCircle,
  findSeat,
  isInside,
  nameOfSeat,
  ownSeat,
} from "../../circles/index.ts";
import {
  BadRequest,
  type Connection,
  connection,
  dateOf,
  hasPrefix,
  type PageArgs,
} from "../../kernel/index.ts";
import { findArea, findHub } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { gapOf, isRatingOpen } from "../decide/index.ts";
import type { Action, Artefact, ClosedDecision, Decision, Position } from "../model/index.ts";
import {
  actionsAfter,
  artefactsIn,
  decisionsIn,
  findAction,
  findArtefact,
  findDecision,
  findRating,
  positionRows,
} from "../repository/index.ts";
import { nameOfRung, powerful, ratedPeriod, rungs } from "./shared.ts";
import { maySeePositions } from "./voting.ts";

/** Decisions are public from the moment they are put: what is asked, and what came of it. */
export const decisionById = ({ table }: Context, id: string) => findDecision(table, id);
export const actionById = ({ table }: Context, id: string) => findAction(table, id);

export const closedOf = (decision: Decision): ClosedDecision | undefined =>
  decision.status === "OPEN" ? undefined : decision;

/** What a circle made: for those who sit in it, and for everyone once it was agreed. */
export async function artefactById(context: Context, id: string): Promise<Artefact | undefined> {
  const artefact = await findArtefact(context.table, id);
  if (!artefact || artefact.agreedInId !== undefined) return artefact;
  const { circleId, hubId } = artefact;
  return (await isInside(context, { id: circleId, hubId })) ? artefact : undefined;
}

/** Who made it, for those at the table. */
export const authorsOf = async (context: Context, artefact: Artefact) =>
  (await isInside(context, { id: artefact.circleId, hubId: artefact.hubId }))
    ? artefact.authorSeatIds
    : undefined;

type OfCircle = { readonly circleId: string; readonly args: PageArgs };

export async function decisionsOf(
  context: Context,
  { circleId, args }: OfCircle,
): Promise<Connection<Decision> | null> {
  if (!(await findCircle(context.table, circleId))) return null;
  return connection(context, { list: `decisions ${circleId}`, args }, (walk) =>
    decisionsIn(context.table, circleId, walk),
  );
}

export async function artefactsOf(
  context: Context,
  { circleId, args }: OfCircle,
): Promise<Connection<Artefact> | null> {
  const circle = await findCircle(context.table, circleId);
  if (!circle || !(await isInside(context, circle))) return null;
  return connection(context, { list: `artefacts ${circleId}`, args }, (walk) =>
    artefactsIn(context.table, circleId, walk),
  );
}

/** How many stood where, for those at the table: in a small circle numbers are names. */
export async function tallyOf(context: Context, decision: Decision) {
  const closed = closedOf(decision);
  return closed && (await maySeePositions(context, decision)) ? closed.tally : undefined;
}

export async function positionsOf(
  context: Context,
  decision: Decision,
  args: PageArgs,
): Promise<Connection<Position> | null> {
  if (!(await maySeePositions(context, decision))) return null;
  return connection(context, { list: `positions ${decision.id}`, args }, (walk) =>
    positionRows(context.table, decision.id, walk),
  );
}

export async function nameOfPosition(context: Context, { circleId, seatId }: Position) {
  const seat = await findSeat(context.table, circleId, seatId);
  return seat && nameOfSeat(context, seat);
}

/**
 * The middle of what those who were there felt, less what the facts say; nothing for few, and nothing
 * before the time to say so is over, as a number that moved would tell who just spoke.
 */
export async function gapFor(
  { table, now }: Context,
  decision: Decision,
): Promise<number | undefined> {
  const closed = closedOf(decision);
  if (!closed || isRatingOpen(closed, now)) return undefined;
  const counts = await countsIn(table, decision.id, ratedPeriod);
  return gapOf(
    closed.rung,
    rungs.map((rung) => counts[nameOfRung(rung)] ?? 0),
  );
}

/** What the viewer said of it themselves. */
export async function ownRating(context: Context, decision: Decision): Promise<number | undefined> {
  const seat = await ownSeat(context, decision.circleId);
  return seat && (await findRating(context.table, decision.id, seat.id))?.rung;
}

export const actionsOf = (
  context: Context,
  { id }: Decision,
  args: PageArgs,
): Promise<Connection<Action>> =>
  connection(context, { list: `actions ${id}`, args }, (walk) =>
    actionsAfter(context.table, id, walk),
  );

/** What was said that this was made of: words are for those who sit in the circle. */
export async function voicesIn(context: Context, decision: Decision, args: PageArgs) {
  const { artefactId } = decision;
  if (!(await maySeePositions(context, decision))) return null;
  return connection(context, { list: `voices ${artefactId}`, args }, (walk) =>
    contributionsAdoptedIn(context.table, artefactId, walk),
  );
}

/** Who decides, stops and pays in a circle, and how often it was decided elsewhere. */
export async function powerMapOf({ table }: Context, circleId: string) {
  const circle = await findCircle(table, circleId);
  if (!circle) return null;
  const counts = await countsIn(table, circleId, allTime);
  const { boundBy, isBinding, holdsBudget, vetoes } = circle.power;
  return {
    ...{ boundBy, isBinding, holdsBudget, vetoes },
    funders: circle.groups.filter(({ fundsPercent }) => (fundsPercent ?? 0) > 0),
    closed: counts["CLOSED"] ?? 0,
    decidedElsewhere: counts["DECIDED_ELSEWHERE"] ?? 0,
    overridden: counts["OVERRIDDEN"] ?? 0,
    seatsEnded: ofPeople(counts["SEATS_ENDED"] ?? 0),
  };
}

/** A count of people for everyone to read: a few are known by their number. */
const ofPeople = (count: number): number | undefined => {
  if (count === 0) return 0;
  return count < 8 ? undefined : Math.round(count / 5) * 5;
};

/** What a circle calls itself, with what shows that it is so. */
export async function modelProfileOf({ table }: Context, circleId: string) {
  const circle = await findCircle(table, circleId);
  if (!circle) return null;
  const counts = await countsIn(table, circleId, allTime);
  return {
    model: circle.model,
    isBinding: circle.power.isBinding,
    agreed: counts["AGREED"] ?? 0,
    withRealPower: withRealPower(counts),
  };
}

type Counts = { readonly [name: string]: number };

const withRealPower = (counts: Counts) => ({
  part: powerful.reduce((sum, rung) => sum + (counts[nameOfRung(rung)] ?? 0), 0),
  whole: counts["CLOSED"] ?? 0,
});

/** The days of a quarter, as far as they are compared: no month has more than 31. */
function daysOf(quarter: string) {
  const last = Number(quarter.slice(6)) * 3;
  const month = (number: number) => `${quarter.slice(0, 4)}-${String(number).padStart(2, "0")}`;
  return { from: `${month(last - 2)}-01`, to: `${month(last)}-31` };
}

/** What the circles of a place came to in a quarter: read from counts, and about nobody. */
export async function recordOf({ table, now }: Context, placeId: string, quarter: string) {
  if (!/^20\d\d-Q[1-4]$/.test(quarter)) {
    throw new BadRequest("This is not a quarter.", "Write it as 2026-Q1, for January to March.");
  }
  const place = hasPrefix(placeId, "hub")
    ? await findHub(table, placeId)
    : await findArea(table, placeId);
  if (!place) return null;
  const today = dateOf(now);
  const { from, to } = daysOf(quarter);
  const nothing: Counts = {};
  const [counts, due] = await Promise.all([
    countsIn(table, placeId, quarter),
    today < from ? nothing : countsIn(table, placeId, from, today < to ? today : to),
  ]);
  const count = (name: string) => counts[name] ?? 0;
  return {
    closed: count("CLOSED"),
    agreed: count("AGREED"),
    blocked: count("BLOCKED"),
    notQuorate: count("NOT_QUORATE"),
    overridden: count("OVERRIDDEN"),
    decidedElsewhere: count("DECIDED_ELSEWHERE"),
    rungs: rungs.map((rung) => ({ rung, count: count(nameOfRung(rung)) })),
    withRealPower: withRealPower(counts),
    actionsDone: { part: due["ACTIONS_DONE"] ?? 0, whole: due["ACTIONS_DUE"] ?? 0 },
  };
}
