import {
  changedBy,
  countedInCircle,
  findCircle,
  findSession,
  planCounts,
  runsCircle,
  saveCircle,
  sessionStands,
} from "../../circles/index.ts";
import {
  changedSince,
  done,
  forbidden,
  holdsRole,
  invariant,
  isRefusal,
  nextOf,
  notFound,
  quarterOf,
  replayOf,
  wrongState,
} from "../../kernel/index.ts";
import { findHub } from "../../membership/index.ts";
import { type Asked, byRequest, type Context, type Table, type Write } from "../../table/index.ts";
import { close, override, votersOf } from "../decide/index.ts";
import type { CloseDecision, ClosedDecision, Decision, OverrideDecision } from "../model/index.ts";
import {
  boxesOf,
  closeBallot,
  findArtefact,
  findDecision,
  positionsIn,
  saveArtefact,
  saveOverridden,
} from "../repository/index.ts";
import { decisionToRun, nameOfRung, placesOf } from "./shared.ts";

/** Ends a vote. What it comes to is the circle's rule's to say, and nobody's. */
export const closeDecision = (context: Context, input: CloseDecision) =>
  byRequest(context, { operation: "closeDecision", input }, closing);

async function closing(context: Context, { input, request }: Asked<CloseDecision>) {
  const { table, now } = context;
  const found = await decisionToRun(context, input.decisionId);
  if (isRefusal(found)) return found;
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  if (found.status !== "OPEN") {
    return wrongState("This decision is closed already.", "Read what it came to.");
  }
  // The boxes first, the positions after: see the repository.
  const boxes = await boxesOf(table, found.id);
  const [positions, session] = await Promise.all([
    positionsIn(table, found.id),
    findSession(table, found.sessionId),
  ]);
  invariant(session, "the session of a decision exists");
  const decided = close(found, {
    voters: votersOf(session.attendance, found),
    positions,
    decidedAt: { place: input.decidedAt, where: input.where },
    now,
  });
  const decision = nextOf(decided, request);
  const writes = [
    ...closeBallot(decision, boxes),
    sessionStands(session),
    ...(await artefactAfter(table, decision)),
    ...(await circleAfter(table, decision)),
    ...(await counted(table, decision, countsOfClosing(decision))),
  ];
  return { writes, answer: done(decision) };
}

/** What was agreed is marked so in the same commit; what was not can be decided on again. */
async function artefactAfter(table: Table, decision: ClosedDecision): Promise<readonly Write[]> {
  const artefact = await findArtefact(table, decision.artefactId);
  invariant(artefact, "the artefact of a decision exists");
  const agreedInId = decision.outcome === "AGREED" ? decision.id : undefined;
  const version = artefact.version + 1;
  return [saveArtefact({ ...artefact, openDecisionId: undefined, agreedInId, version })];
}

/** What the circle agreed to change about itself is so from the same commit on. */
async function circleAfter(
  table: Table,
  { change, outcome, circleId }: ClosedDecision,
): Promise<readonly Write[]> {
  if (!change) return [];
  const found = await findCircle(table, circleId);
  invariant(found, "the circle of a decision exists");
  const circle = outcome === "AGREED" ? changedBy(found, change) : found;
  return [saveCircle({ ...circle, changedByDecisionId: undefined, version: found.version + 1 })];
}

const countsOfClosing = ({ outcome, rung, decidedAt }: ClosedDecision) => ({
  CLOSED: 1,
  [outcome]: 1,
  [nameOfRung(rung)]: 1,
  ...(decidedAt.place === "IN_CIRCLE" ? {} : { DECIDED_ELSEWHERE: 1 }),
});

/** Counted for the hub and all areas above it, in the quarter it was closed, and for the circle. */
async function counted(
  table: Table,
  decision: ClosedDecision,
  add: { readonly [name: string]: number },
): Promise<readonly Write[]> {
  const placeIds = await placesOf(table, decision.hubId);
  const period = quarterOf(decision.closedAt);
  const [ofPlaces, ofCircle] = await Promise.all([
    planCounts(table, { placeIds, period, of: decision.id, add }),
    countedInCircle(table, decision, add),
  ]);
  return [...ofPlaces, ...ofCircle];
}

/** Those with power do not do what was agreed: recorded, with their reason, for all to read. */
export const overrideDecision = (context: Context, input: OverrideDecision) =>
  byRequest(context, { operation: "overrideDecision", input }, overriding);

async function overriding(context: Context, { input, request }: Asked<OverrideDecision>) {
  const { table, now } = context;
  const found = await findDecision(table, input.decisionId);
  if (!found) return notFound("decisionId");
  if (!(await mayOverride(context, found))) {
    return forbidden(
      "Only those who run the circle, or a commissioner of its area, can record this.",
      "Ask the circle's facilitator.",
    );
  }
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  const next = override(found, { body: input.body, reason: input.reason, at: now });
  if (isRefusal(next)) return next;
  const decision = nextOf(next, request);
  const before = found.status === "OPEN" ? next.rung : found.rung;
  const moved = { [nameOfRung(before)]: -1 };
  const add = { OVERRIDDEN: 1, [nameOfRung(next.rung)]: 1 };
  const counts = await counted(
    table,
    decision,
    before === next.rung ? { OVERRIDDEN: 1 } : { ...moved, ...add },
  );
  return { writes: [...saveOverridden(decision), ...counts], answer: done(decision) };
}

async function mayOverride(context: Context, decision: Decision): Promise<boolean> {
  const { table, viewer } = context;
  if (await runsCircle(context, decision)) return true;
  const hub = await findHub(table, decision.hubId);
  return (hub?.areaPath ?? []).some((areaId) => holdsRole(viewer, "COMMISSIONER", areaId));
}
