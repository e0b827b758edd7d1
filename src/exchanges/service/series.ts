import {
  callerOf,
  type Done,
  isRefusal,
  notFound,
  type Refusal,
  replayOf,
  requestOf,
  signInFirst,
  withReceipt,
} from "../../kernel/index.ts";
import { planHold } from "../../ledger/index.ts";
import { planRecord } from "../../membership/index.ts";
import { attempt, type Context, type Write } from "../../table/index.ts";
import {
  type Asking,
  agreeSeries as decideAgree,
  endSeries as decideEnd,
  startSeries as decideStart,
  maySee,
  ownSide,
  seenIn,
  sideToAgree,
  standingIn,
  startSession,
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
import { accountsForNew, holdsOn, policiesOf, promisedOn } from "./minutes.ts";
import { makeOnce } from "./once.ts";
import { categoryIn, firstToAgree, sidesOf, whoIn, whyNotOfKind } from "./propose.ts";
import { whyNotSafe } from "./safety.ts";

/** One side proposes the same help several times. */
export function startSeries(context: Context, wish: StartSeries) {
  const { table, viewer, now } = context;
  return makeOnce(context, {
    operation: "startSeries",
    prefix: "ser",
    wish,
    find: findSeries,
    facts: async () => {
      const [named, category] = await Promise.all([
        sidesOf(context, { ...wish, recipientIds: [wish.recipientId] }),
        categoryIn(table, wish),
      ]);
      const isRecipient = isRefusal(named) && named.path.at(-1) === "recipientIds";
      if (isRecipient) return notFound("recipientId");
      return isRefusal(named) ? named : { ...named, category };
    },
    plan: async ({ people, roles, standing, category }, stored) => {
      const unfit = whyNotOfKind(wish, category);
      if (unfit) return unfit;
      const policies = await policiesOf(table, roles, now);
      const asking = { viewer, now, roles, standing, policy: policies.policy };
      const series = decideStart(wish, asking, stored);
      if (isRefusal(series)) return series;
      const accounts = await accountsForNew(table, { ...people, ...policies }, now);
      if (isRefusal(accounts)) return accounts;
      const thing: MentoringSeries = series;
      const party = firstToAgree(series.agreed, people);
      const told = await planRecord(context, { kind: "SERIES", thingId: series.id, party });
      return { thing, writes: [createSeries(series), ...told] };
    },
  });
}

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
  const standing = standingIn(viewer, seenIn(roles));
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
    more,
  }: {
    readonly operation: string;
    readonly wish: { readonly seriesId: string; readonly idempotencyKey: string };
    readonly may: (its: SeriesCase) => Refusal<Code> | undefined;
    readonly decide: (its: SeriesCase) => Promise<MentoringSeries | Refusal<Code>>;
    /** What else is written with it. */
    readonly more?: (its: SeriesCase) => Promise<readonly Write[]>;
  },
): Promise<Done<MentoringSeries> | Refusal<Code | CommonCode>> {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), operation, wish);
  return attempt<Done<MentoringSeries>, Code | CommonCode>(context.table, async () => {
    const its = await seriesCase(context, wish.seriesId);
    if (isRefusal(its)) return its;
    const forbidden = may(its);
    if (forbidden) return forbidden;
    const replay = replayOf(its.series, request);
    if (replay) return replay;
    const next = await decide(its);
    if (isRefusal(next)) return next;
    const receipts = withReceipt(its.series.receipts, request);
    const thing = { ...next, version: its.series.version + 1, receipts };
    const others = (await more?.(its)) ?? [];
    return { writes: [saveSeries(thing), ...others], answer: { thing, replayed: false } };
  });
}

export function agreeSeries(context: Context, wish: AgreeSeries) {
  const yes = { onBehalfOfId: wish.onBehalfOfId, spoken: wish.spoken };
  const sideOf = ({ series, asking }: SeriesCase) => sideToAgree(asking, yes, series);
  return changeSeries(context, {
    operation: "agreeSeries",
    wish,
    may: (its) => {
      const side = sideOf(its);
      return isRefusal(side) ? side : undefined;
    },
    decide: async (its) => {
      const side = sideOf(its);
      if (isRefusal(side)) return side;
      const next = decideAgree(its.series, its.asking, { side, spoken: wish.spoken });
      if (isRefusal(next)) return next;
      const minutes = its.series.sessionMinutes;
      return (await whyNotSafe(context, its.people, { ...its.series, minutes })) ?? next;
    },
    more: async (its) => {
      const { payer, provider } = its.people;
      const party = sideOf(its) === "PAYER" ? payer : provider;
      const { spoken } = wish;
      return planRecord(context, { kind: "SERIES", thingId: its.series.id, party, spoken });
    },
  });
}

export const endSeries = (context: Context, wish: EndSeries) =>
  changeSeries(context, {
    operation: "endSeries",
    wish,
    may: ({ asking }) => whyNotTakePart(asking),
    decide: async ({ series, asking }) => decideEnd(series, asking),
  });

/** The next exchange of a series: agreed at once, its minutes set aside. */
export function startSeriesSession(context: Context, wish: StartSeriesSession) {
  const { table, now } = context;
  return makeOnce(context, {
    operation: "startSeriesSession",
    prefix: "exc",
    wish,
    find: findExchange,
    facts: () => seriesCase(context, wish.seriesId),
    may: ({ asking }) => whyNotTakePart(asking),
    plan: async ({ series, asking, people, policies }, stored) => {
      const started = startSession(series, asking, { ...stored, plannedFor: wish.plannedFor });
      if (isRefusal(started)) return started;
      const unsafe = await whyNotSafe(context, people, started.exchange);
      if (unsafe) return unsafe;
      const accounts = await accountsForNew(table, { ...people, ...policies }, now);
      if (isRefusal(accounts)) return accounts;
      const thing: Exchange = promisedOn(accounts, started.exchange);
      const holds = holdsOn(accounts, thing);
      const receivers = [accounts.provider];
      const held = await planHold(table, { holds, receivers, actId: thing.id, now });
      if (isRefusal(held)) return held;
      const next = { ...started.series, version: series.version + 1 };
      const party = ownSide(asking.standing) === "PROVIDER" ? people.provider : people.payer;
      const told = await planRecord(context, { kind: "AGREEMENT", thingId: thing.id, party });
      return {
        thing,
        writes: [...createExchange(thing), saveSeries(next), ...held.writes, ...told],
      };
    },
  });
}
