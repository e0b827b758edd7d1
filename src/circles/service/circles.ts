import { exchangeById } from "../../exchanges/index.ts";
import {
  changedSince,
  done,
  firstOf,
  idFor,
  isRefusal,
  nextOf,
  notFound,
  replayOf,
} from "../../kernel/index.ts";
import { findHub, whyNotOpen } from "../../membership/index.ts";
import { type Asked, byRequest, type Context } from "../../table/index.ts";
import {
  changedBy,
  checkModel,
  checkOwnChange,
  checkRaised,
  decidingAlready,
  facilitates,
  oversees,
  takenOn,
} from "../decide/index.ts";
import type {
  Circle,
  CircleChange,
  CreateCircle,
  Model,
  Power,
  TakeOnCircle,
  UpdateCircle,
} from "../model/index.ts";
import { createCircle, findCircle, saveCircle } from "../repository/index.ts";
import { circleToRun, facilitatorsOnly } from "./shared.ts";

/** Begins a circle in a hub. */
export const beginCircle = (context: Context, input: CreateCircle) =>
  byRequest(context, { operation: "createCircle", input }, beginning);

async function beginning(context: Context, { input, request }: Asked<CreateCircle>) {
  const { table, viewer, now } = context;
  const { idempotencyKey, hubId, ...wish } = input;
  const hub = await findHub(table, hubId);
  if (!hub) return notFound("hubId");
  if (!oversees(viewer, { hubId })) return facilitatorsOnly();
  const id = idFor("cir", request);
  const replay = replayOf(await findCircle(table, id), request);
  if (replay) return replay;
  const refusal = whyNotOpen(hub, "hubId") ?? (await checkLabel(context, { hubId, ...wish }));
  if (refusal) return refusal;
  const circle: Circle = {
    ...{ id, hubId, seatCount: 0, createdAt: now, stepIns: [] },
    runBy: facilitates(viewer, { hubId }) ? "FACILITATOR" : "BROKER",
    ...wish,
    ...firstOf(request),
  };
  return { writes: [createCircle(circle)], answer: done(circle) };
}

/** Changes what those who run a circle may change alone; for the rest the circle decides. */
export const updateCircle = (context: Context, input: UpdateCircle) =>
  byRequest(context, { operation: "updateCircle", input }, updating);

async function updating(context: Context, { input, request }: Asked<UpdateCircle>) {
  const { circleId, version, change } = input;
  const found = await circleToRun(context, circleId);
  if (isRefusal(found)) return found;
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== version) return changedSince();
  const refusal = checkOwnChange(found, change) ?? (await checkChange(context, found, change));
  if (refusal) return refusal;
  const circle = nextOf(changedBy(found, change), request);
  return { writes: [saveCircle(circle)], answer: done(circle) };
}

/** What no change of a circle does, whoever wants it. */
export async function checkChange(context: Context, circle: Circle, change: CircleChange) {
  if (circle.changedByDecisionId !== undefined) return decidingAlready();
  const next = changedBy(circle, change);
  return (
    checkRaised(circle.rules, next.rules) ??
    (change.model || change.power ? await checkLabel(context, next) : undefined)
  );
}

/** A facilitator takes a circle on, or a broker steps in and says why. */
export const takeOnCircle = (context: Context, input: TakeOnCircle) =>
  byRequest(context, { operation: "takeOnCircle", input }, taking);

async function taking({ table, viewer, now }: Context, { input, request }: Asked<TakeOnCircle>) {
  const found = await findCircle(table, input.circleId);
  if (!found) return notFound("circleId");
  if (!oversees(viewer, found)) return facilitatorsOnly();
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  const isFacilitator = facilitates(viewer, found);
  const next = takenOn(found, { isFacilitator, reason: input.reason, now });
  if (isRefusal(next)) return next;
  const circle = nextOf(next, request);
  return { writes: [saveCircle(circle)], answer: done(circle) };
}

type Labelled = { readonly hubId: string; readonly model: Model; readonly power: Power };

/** Settled help does not unhappen by being read a moment early, so nothing is guarded here. */
async function checkLabel(context: Context, { hubId, model, power }: Labelled) {
  const { exchangeId } = model;
  const exchange = exchangeId === undefined ? undefined : await exchangeById(context, exchangeId);
  const isExchanged = exchange?.hubId === hubId && exchange.status === "SETTLED";
  return checkModel(model, power, isExchanged);
}
