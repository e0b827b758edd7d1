import { findSeat, planCounts, runsCircle } from "../../circles/index.ts";
import {
  changedSince,
  done,
  firstOf,
  forbidden,
  idFor,
  isRefusal,
  nextOf,
  notFound,
  replayOf,
} from "../../kernel/index.ts";
import { type Asked, byRequest, type Context } from "../../table/index.ts";
import { checkDueOn, complete, notAgreed } from "../decide/index.ts";
import type { Action, AssignAction, CompleteAction } from "../model/index.ts";
import { createAction, decisionStands, findAction, saveAction } from "../repository/index.ts";
import { decisionToRun, placesOf } from "./shared.ts";

/** Somebody at the table takes on what follows from a decision, by a day. */
export const assignAction = (context: Context, input: AssignAction) =>
  byRequest(context, { operation: "assignAction", input }, assigning);

async function assigning(context: Context, { input, request }: Asked<AssignAction>) {
  const { table, now } = context;
  const decision = await decisionToRun(context, input.decisionId);
  if (isRefusal(decision)) return decision;
  const { what, ownerSeatId, ownerRole, dueOn } = input;
  const seat = await findSeat(table, decision.circleId, ownerSeatId);
  if (seat?.status !== "ACCEPTED") return notFound("ownerSeatId");
  const id = idFor("atn", request);
  const replay = replayOf(await findAction(table, id), request);
  if (replay) return replay;
  if (decision.status !== "AGREED") return notAgreed();
  const refusal = checkDueOn(dueOn, now);
  if (refusal) return refusal;
  const action: Action = {
    ...{ id, decisionId: decision.id, circleId: decision.circleId, hubId: decision.hubId },
    ...{ what, ownerSeatId, ownerRole, dueOn, status: "OPEN" as const, createdAt: now },
    ...firstOf(request),
  };
  const counts = await counted(context, action, { ACTIONS_DUE: 1 });
  return {
    writes: [createAction(action), decisionStands(decision), ...counts],
    answer: done(action),
  };
}

/** It was done, and this shows it. Only what is shown counts as done. */
export const completeAction = (context: Context, input: CompleteAction) =>
  byRequest(context, { operation: "completeAction", input }, completing);

async function completing(context: Context, { input, request }: Asked<CompleteAction>) {
  const { table, viewer, now } = context;
  const found = await findAction(table, input.actionId);
  if (!found) return notFound("actionId");
  const owner = await findSeat(table, found.circleId, found.ownerSeatId);
  const isOwner = owner !== undefined && owner.personId === viewer.personId;
  if (!isOwner && !(await runsCircle(context, found))) {
    return forbidden("Somebody else took this on.", "Ask them, or the circle's facilitator.");
  }
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  const next = complete(found, input, now);
  if (isRefusal(next)) return next;
  const action = nextOf(next, request);
  const counts =
    action.evidence === undefined ? [] : await counted(context, action, { ACTIONS_DONE: 1 });
  return { writes: [saveAction(action), ...counts], answer: done(action) };
}

/**
 * Counted on the day it is due, so that what is done late still belongs to its promise, and what is
 * not due yet counts for nothing. Days spread these counts already, so each has one item.
 */
async function counted(
  { table }: Context,
  { hubId, dueOn }: Action,
  add: { readonly [name: string]: number },
) {
  const placeIds = await placesOf(table, hubId);
  return planCounts(table, { placeIds, period: dueOn, of: dueOn, add });
}
