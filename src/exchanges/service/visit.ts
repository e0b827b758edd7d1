import {
  callerOf,
  type Done,
  invariant,
  isRefusal,
  notFound,
  type Refusal,
  replayOf,
  withReceipt,
  wrongState,
} from "../../kernel/index.ts";
import { actKey } from "../../ledger/index.ts";
import { byRequest, type Context, requireVersion } from "../../table/index.ts";
import {
  clearAlarm,
  checkIn as decideCheckIn,
  checkOut as decideCheckOut,
  logMoney,
  maySee,
  maySeeVisit,
  type Standpoint,
  standingIn,
  whyNotClear,
  whyNotCompanion,
  whyNotLogMoney,
  whyNotVisit,
} from "../decide/index.ts";
import type {
  CheckIn,
  CheckOut,
  ClearVisitAlarm,
  Exchange,
  LogVisitMoney,
  Visit,
} from "../model/index.ts";
import { createVisit, findExchange, findVisit, saveVisit, visitIdOf } from "../repository/index.ts";
import { partiesOf } from "./change.ts";
import { policiesOf } from "./minutes.ts";
import { isCoded, makeOnce } from "./once.ts";
import { whyNotSafe } from "./safety.ts";

/**
 * The helper is there. The exchange itself is not changed, but it has to be as it was read in the
 * commit that begins the visit: nobody checks in to what was called off a moment before.
 */
export function checkIn(context: Context, wish: CheckIn) {
  const { table, viewer, now } = context;
  const id = visitIdOf(wish.exchangeId);
  return makeOnce(context, {
    operation: "checkIn",
    prefix: "vis",
    wish,
    find: () => findVisit(table, id),
    facts: async () => {
      const exchange = await findExchange(table, wish.exchangeId);
      if (!exchange || !maySee(viewer, exchange)) return notFound("exchangeId");
      const begun = await findVisit(table, id);
      return { exchange, begun, standing: standingIn(viewer, exchange) };
    },
    may: (facts) => whyNotVisit(facts, wish),
    plan: async ({ exchange, begun, standing }, stored) => {
      if (begun) return begunAlready();
      const people = await peopleAt(context, wish, exchange);
      if (isCoded<"NOT_FOUND">(people)) return people;
      const { policy, providerPolicy } = await policiesOf(table, exchange, now);
      // Of two hubs the more careful one counts.
      const graceMinutes = Math.min(policy.visitGraceMinutes, providerPolicy.visitGraceMinutes);
      const asking = { viewer, now, standing, graceMinutes, stored: { ...stored, id } };
      const thing = decideCheckIn(exchange, wish, asking);
      if (isRefusal(thing)) return thing;
      const unsafe = await whyNotSafe(context, people, { ...exchange, plannedFor: undefined });
      if (unsafe) return unsafe;
      const asRead = requireVersion(actKey(exchange.id), exchange.version);
      return { thing, writes: [createVisit(thing), asRead] };
    },
  });
}

/** Who meets, whoever comes along among those they are with. */
async function peopleAt({ table, now }: Context, { companionId }: CheckIn, exchange: Exchange) {
  const { providerId, payerId, recipientIds } = exchange;
  const along = companionId === undefined ? [] : [companionId];
  const parties = await partiesOf(table, [providerId, payerId, ...recipientIds, ...along]);
  const companion = companionId === undefined ? undefined : parties.get(companionId);
  const stranger =
    companionId === undefined ? undefined : whyNotCompanion(companion, exchange, now);
  const [provider, payer] = [parties.get(providerId), parties.get(payerId)];
  invariant(provider && payer, "who takes part in an exchange exists");
  const recipients = [...recipientIds, ...along].flatMap((id) => parties.get(id) ?? []);
  return stranger ?? { provider, payer, recipients };
}

const begunAlready = () =>
  wrongState("Somebody has checked in to this already.", "Check out when the visit is over.");

type Change<Code extends string> = {
  readonly operation: string;
  readonly input: { readonly exchangeId: string; readonly idempotencyKey: string };
  readonly may: (visit: Visit, standpoint: Standpoint) => Refusal<Code> | undefined;
  readonly decide: (visit: Visit, standpoint: Standpoint) => Visit | Refusal<Code>;
};

type CommonCode = "IDEMPOTENCY_KEY_REUSED" | "NOT_FOUND";

/** Every change of a visit goes this way. Each replaces it at the version that was read. */
const changeVisit = <Code extends string>(
  context: Context,
  { operation, input, may, decide }: Change<Code>,
) =>
  byRequest<typeof input, Visit, Code | CommonCode>(
    context,
    { operation, input },
    async ({ table, viewer, now }, { request }) => {
      const visit = await findVisit(table, visitIdOf(input.exchangeId));
      if (!visit || !maySeeVisit(viewer, visit)) return notFound("exchangeId");
      const standpoint = { viewer, now, standing: standingIn(viewer, visit) };
      const answered = may(visit, standpoint) ?? replayOf(visit, request);
      if (answered) return answered;
      const next = decide(visit, standpoint);
      if (isCoded<Code>(next)) return next;
      const receipts = withReceipt(visit.receipts, request);
      const thing: Visit = { ...next, version: visit.version + 1, receipts };
      const answer: Done<Visit> = { thing, replayed: false };
      return { writes: [saveVisit(thing)], answer };
    },
  );

export const checkOut = (context: Context, input: CheckOut) =>
  changeVisit(context, {
    operation: "checkOut",
    input,
    may: (_visit, standpoint) => whyNotVisit(standpoint, input),
    decide: (visit, standpoint) => decideCheckOut(visit, input, standpoint),
  });

export const clearVisitAlarm = (context: Context, input: ClearVisitAlarm) =>
  changeVisit(context, {
    operation: "clearVisitAlarm",
    input,
    may: (visit, { viewer, standing }) => whyNotClear(viewer, visit, standing),
    decide: (visit, { viewer, now }) => clearAlarm(visit, input, { by: callerOf(viewer), now }),
  });

export const logVisitMoney = (context: Context, input: LogVisitMoney) =>
  changeVisit(context, {
    operation: "logVisitMoney",
    input,
    may: (visit, standpoint) => whyNotLogMoney(visit, standpoint, input),
    decide: (visit, standpoint) => logMoney(visit, input, standpoint),
  });
