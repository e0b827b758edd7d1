import {
  callerOf,
  type Done,
  idFor,
  isRefusal,
  isReplay,
  notFound,
  type Refusal,
  requestOf,
  signInFirst,
  withReceipt,
} from "../../kernel/index.ts";
import { planHold } from "../../ledger/index.ts";
import { attempt, type Context } from "../../table/index.ts";
import {
  agreeSeries as decideAgree,
  type Asking,
  endSeries as decideEnd,
  startSeries as decideStart,
  maySee,
  sideToAgree,
  standingIn,
  startSession,
  whyNotPropose,
  whyNotTakePart,
} from "../decide/index.ts";
import type {
  AgreeSeries,
  EndSeries,
  Exchange,
  MentoringSeries,
  StartSeries,
  StartSeriesSession,
} from "../model/index.ts";
import {
  createExchange,
  createSeries,
  findExchange,
  findSeries,
  saveSeries,
} from "../repository/index.ts";
import { accountsForNew, holdsOn, policiesOf } from "./minutes.ts";
import { whoIn } from "./propose.ts";

/** One side proposes the same help several times. */
export async function startSeries(context: Context, wish: StartSeries) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "startSeries", wish);
  const id = idFor("ser", request);
  return attempt(table, async () => {
    const people = await whoIn(table, { ...wish, recipientIds: [wish.recipientId] });
    if (isRefusal(people)) {
      return people.path.at(-1) === "recipientIds" ? notFound("recipientId") : people;
    }
    const roles = { hubId: people.payer.hubId, providerHubId: people.provider.hubId, ...people };
    const standing = standingIn(viewer, roles, now);
    const forbidden = whyNotPropose({ standing }, wish.side);
    if (forbidden) return forbidden;
    const found = await findSeries(table, id);
    const replay = found ? isReplay(found.receipts, request) : false;
    if (isRefusal(replay)) return replay;
    if (found && replay) return { answer: done(found, true) };
    const policies = await policiesOf(table, roles, now);
    const asking = { viewer, now, roles, standing, policy: policies.policy };
    const stored = { id, version: 1, receipts: withReceipt([], request) };
    const series = decideStart(wish, asking, stored);
    if (isRefusal(series)) return series;
    const accounts = await accountsForNew(table, { ...people, ...policies }, now);
    if (isRefusal(accounts)) return accounts;
    return { writes: [createSeries(series)], answer: done(series, false) };
  });
}

const done = (thing: MentoringSeries, replayed: boolean): Done<MentoringSeries> => ({
  thing,
  replayed,
});

export const partiesIn = (series: MentoringSeries) => ({
  ...series,
  recipientIds: [series.recipientId],
});

/** A series with who takes part, for a viewer who may know of it. */
async function seriesCase({ table, viewer, now }: Context, seriesId: string) {
  const series = await findSeries(table, seriesId);
  if (!series || !maySee(viewer, partiesIn(series))) return notFound("seriesId");
  const [people, policies] = await Promise.all([
    whoIn(table, partiesIn(series)),
    policiesOf(table, series, now),
  ]);
  if (isRefusal(people)) return notFound("seriesId");
  const { hubId, providerHubId } = series;
  const roles = { hubId, providerHubId, ...people };
  const standing = standingIn(viewer, roles, now);
  const asking: Asking = { viewer, now, roles, standing, policy: policies.policy };
  return { series, people, policies, asking };
}

type SeriesCase = Exclude<Awaited<ReturnType<typeof seriesCase>>, Refusal>;

type CommonCode = "BUSY_TRY_AGAIN" | "IDEMPOTENCY_KEY_REUSED" | "NOT_FOUND" | "SIGN_IN_REQUIRED";

async function changeSeries<Code extends string>(
  context: Context,
  {
    operation,
    wish,
    may,
    decide,
  }: {
    readonly operation: string;
    readonly wish: { readonly seriesId: string; readonly idempotencyKey: string };
    readonly may: (its: SeriesCase) => Refusal<Code> | undefined;
    readonly decide: (its: SeriesCase) => MentoringSeries | Refusal<Code>;
  },
): Promise<Done<MentoringSeries> | Refusal<Code | CommonCode>> {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), operation, wish);
  return attempt<Done<MentoringSeries>, Code | CommonCode>(context.table, async () => {
    const its = await seriesCase(context, wish.seriesId);
    if (isRefusal(its)) return its;
    const forbidden = may(its);
    if (forbidden) return forbidden;
    const replay = isReplay(its.series.receipts, request);
    if (isRefusal(replay)) return replay;
    if (replay) return { answer: done(its.series, true) };
    const next = decide(its);
    if (isRefusal(next)) return next;
    const receipts = withReceipt(its.series.receipts, request);
    const thing = { ...next, version: its.series.version + 1, receipts };
    return { writes: [saveSeries(thing)], answer: done(thing, false) };
  });
}

export function agreeSeries(context: Context, wish: AgreeSeries) {
  const yes = { onBehalfOf: wish.onBehalfOf, heard: wish.spokenAgreement };
  const sideOf = ({ series, asking }: SeriesCase) => sideToAgree(asking, yes, series);
  return changeSeries(context, {
    operation: "agreeSeries",
    wish,
    may: (its) => {
      const side = sideOf(its);
      return isRefusal(side) ? side : undefined;
    },
    decide: (its) => {
      const side = sideOf(its);
      return isRefusal(side)
        ? side
        : decideAgree(its.series, its.asking, { side, heard: wish.spokenAgreement });
    },
  });
}

export const endSeries = (context: Context, wish: EndSeries) =>
  changeSeries(context, {
    operation: "endSeries",
    wish,
    may: ({ asking }) => whyNotTakePart(asking),
    decide: ({ series, asking }) => decideEnd(series, asking),
  });

/** The next exchange of a series: agreed at once, its minutes set aside. */
export async function startSeriesSession(context: Context, wish: StartSeriesSession) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "startSeriesSession", wish);
  const id = idFor("exc", request);
  return attempt(table, async () => {
    const its = await seriesCase(context, wish.seriesId);
    if (isRefusal(its)) return its;
    const forbidden = whyNotTakePart(its.asking);
    if (forbidden) return forbidden;
    const found = await findExchange(table, id);
    const replay = found ? isReplay(found.receipts, request) : false;
    if (isRefusal(replay)) return replay;
    if (found && replay) return { answer: doneWith(found, true) };
    const stored = { id, version: 1, receipts: withReceipt([], request) };
    const { plannedFor } = wish;
    const started = startSession(its.series, its.asking, { ...stored, plannedFor });
    if (isRefusal(started)) return started;
    const pair = { ...its.people, ...its.policies };
    const accounts = await accountsForNew(table, pair, now);
    if (isRefusal(accounts)) return accounts;
    const { exchange } = started;
    const holds = holdsOn(accounts, exchange.minutes);
    const held = await planHold(table, { holds, actId: id, now });
    if (isRefusal(held)) return held;
    const series = { ...started.series, version: its.series.version + 1 };
    return {
      writes: [...createExchange(exchange), saveSeries(series), ...held.writes],
      answer: doneWith(exchange, false),
    };
  });
}

const doneWith = (thing: Exchange, replayed: boolean): Done<Exchange> => ({ thing, replayed });
