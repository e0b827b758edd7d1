import { exchangeById } from "../../exchanges/index.ts";
import { changedSince, idFor, isRefusal, notFound, replayOf } from "../../kernel/index.ts";
import { findHub } from "../../membership/index.ts";
import { type Asked, byRequest, type Context } from "../../table/index.ts";
import { checkModel, checkRaised, runs } from "../decide/index.ts";
import type { Circle, CreateCircle, Model, Power, UpdateCircle } from "../model/index.ts";
import { createCircle, findCircle, saveCircle } from "../repository/index.ts";
import { circleToRun, done, facilitatorsOnly, firstOf, nextOf } from "./shared.ts";

/** Begins a circle in a hub. */
export const beginCircle = (context: Context, input: CreateCircle) =>
  byRequest(context, { operation: "createCircle", input }, beginning);

async function beginning(context: Context, { input, request }: Asked<CreateCircle>) {
  const { table, viewer, now } = context;
  const { idempotencyKey, hubId, ...wish } = input;
  if (!(await findHub(table, hubId))) return notFound("hubId");
  if (!runs(viewer, { hubId })) return facilitatorsOnly();
  const id = idFor("cir", request);
  const replay = replayOf(await findCircle(table, id), request);
  if (replay) return replay;
  const refusal = await checkLabel(context, { hubId, ...wish });
  if (refusal) return refusal;
  const circle: Circle = {
    ...{ id, hubId, seatCount: 0, createdAt: now },
    ...wish,
    ...firstOf(request),
  };
  return { writes: [createCircle(circle)], answer: done(circle) };
}

/** Says anew what a circle is for, how it decides, or who holds power over it. */
export const updateCircle = (context: Context, input: UpdateCircle) =>
  byRequest(context, { operation: "updateCircle", input }, updating);

async function updating(context: Context, { input, request }: Asked<UpdateCircle>) {
  const { idempotencyKey, circleId, version, ...wish } = input;
  const found = await circleToRun(context, circleId);
  if (isRefusal(found)) return found;
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== version) return changedSince();
  const next: Circle = {
    ...found,
    purpose: wish.purpose ?? found.purpose,
    model: wish.model ?? found.model,
    rules: wish.rules ?? found.rules,
    power: wish.power ?? found.power,
    groups: wish.groups ?? found.groups,
  };
  const refusal =
    checkRaised(found.rules, next.rules) ??
    (wish.model || wish.power ? await checkLabel(context, next) : undefined);
  if (refusal) return refusal;
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
