import { actsFor, isRefusal, type Refusal, supportsIn } from "../../kernel/index.ts";
import { accountOf, findHead, type LedgerCode, planPosting } from "../../ledger/index.ts";
import { findParty, planRecord } from "../../membership/index.ts";
import type { Context, Write } from "../../table/index.ts";
import {
  confirm,
  confirmerOf,
  confirmSilence,
  deliver,
  heardConfirmer,
  resolve,
  settle,
  whyNotDecide,
  whyNotDeliver,
  whyNotMore,
} from "../decide/index.ts";
import type {
  ConfirmExchange,
  ConfirmedExchange,
  ConfirmOnBehalf,
  DisputedExchange,
  Exchange,
  MarkDelivered,
  ResolveDispute,
} from "../model/index.ts";
import { type Case, caseOf, changeAlone, changeExchange, type Planned } from "./change.ts";
import { accountsForOld, movementsOn } from "./minutes.ts";

export function markDelivered(context: Context, wish: MarkDelivered) {
  return changeExchange(context, {
    operation: "markDelivered",
    wish,
    may: (_its, asking) => whyNotDeliver(asking),
    plan: async ({ exchange }, asking) => {
      const next = deliver(exchange, wish, asking);
      return isRefusal(next) ? next : { next };
    },
  });
}

/** The receiving side says how long it took; the same figure settles it in this same commit. */
export const confirmExchange = (context: Context, wish: ConfirmExchange) =>
  wish.spoken ? confirmHeard(context, wish) : confirmOwn(context, wish);

/** Somebody confirms for themselves or their child: the everyday case, and the quickest. */
function confirmOwn(context: Context, wish: ConfirmExchange) {
  return changeAlone<ConfirmCode>(context, {
    operation: "confirmExchange",
    wish,
    power: "CONFIRM",
    consider: async (exchange, standpoint) => {
      const confirmer = confirmerOf(standpoint);
      if (isRefusal(confirmer)) return confirmer;
      const refusal = whyNotMore(exchange, wish.minutes, confirmer);
      if (refusal) return refusal;
      return {
        plan: async () => {
          const next = confirm(exchange, wish, { ...standpoint, confirmer });
          if (isRefusal(next)) return next;
          const told = await tellSupported(context, exchange);
          if (next.status === "DISPUTED") return { next, writes: told };
          const settled =
            (await settleQuickly(context, next)) ??
            (await settleOrWait(context, await caseOf(context, exchange), next));
          return withMore(settled, told);
        },
      };
    },
  });
}

/**
 * Tells the payer or recipient whose supporter confirmed; reads nothing where nobody did. Who pays
 * for the help with their own hours confirms in their own name, whoever they support.
 */
async function tellSupported(context: Context, { id, payerId, recipientIds }: Exchange) {
  if (actsFor(context.viewer, payerId)) return [];
  const partyId = [payerId, ...recipientIds].find((one) =>
    supportsIn(context.viewer, one, "CONFIRM"),
  );
  if (partyId === undefined) return [];
  const party = await findParty(context.table, partyId);
  return planRecord(context, { kind: "CONFIRMATION", thingId: id, party });
}

/** What is planned, and more to write with it. */
const withMore = <Code extends string>(
  planned: Planned | Refusal<Code>,
  more: readonly Write[],
): Planned | Refusal<Code> =>
  "kind" in planned ? planned : { ...planned, writes: [...(planned.writes ?? []), ...more] };

type ConfirmCode = LedgerCode | "CONFIRMER_IS_PROVIDER" | "FORBIDDEN" | "STATE_TRANSITION_INVALID";

/** A broker writes down what somebody on the phone has said. */
function confirmHeard(context: Context, wish: ConfirmExchange) {
  return changeExchange<ConfirmCode>(context, {
    operation: "confirmExchange",
    wish,
    may: ({ exchange }, asking) => {
      const confirmer = heardConfirmer(asking, wish.onBehalfOfId);
      return isRefusal(confirmer) ? confirmer : whyNotMore(exchange, wish.minutes, confirmer);
    },
    plan: async (its, asking) => {
      const confirmer = heardConfirmer(asking, wish.onBehalfOfId);
      if (isRefusal(confirmer)) return confirmer;
      const next = confirm(its.exchange, wish, { ...asking, confirmer });
      if (isRefusal(next)) return next;
      const { spoken } = wish;
      const party = [its.payer, ...its.recipients].find(({ id }) => id === wish.onBehalfOfId);
      const act = { kind: "CONFIRMATION", thingId: next.id, party, spoken } as const;
      const told = await planRecord(context, act);
      if (next.status === "DISPUTED") return { next, writes: told };
      return withMore(await settleOrWait(context, its, next), told);
    },
  });
}

/**
 * Settles without reading policies or people. What was set aside is paid whatever limits hold
 * today, so the accounts as their last entries show them say all that is needed. Not for more
 * than was set aside, across hubs, or to an account that has no entry yet or has ended.
 */
async function settleQuickly(
  { table, now }: Context,
  exchange: ConfirmedExchange,
): Promise<Planned | Refusal<LedgerCode> | undefined> {
  const { minutes } = exchange.confirmed;
  if (minutes > exchange.minutes || exchange.hubId !== exchange.providerHubId) return undefined;
  const [payer, provider] = await Promise.all([
    findHead(table, accountOf(exchange.payerId)),
    findHead(table, accountOf(exchange.providerId)),
  ]);
  if (!payer || !provider || provider.status === "CLOSED") return undefined;
  const accounts = { payer: payer.account, provider: provider.account };
  const posting = await planPosting(table, {
    ...postingOf(exchange, now),
    movements: movementsOn(accounts, { minutes, agreed: exchange }),
    heads: [payer, provider],
  });
  return settledWith(exchange, posting, now);
}

/** A broker confirms after a long silence, with a reason. */
export function confirmOnBehalf(context: Context, wish: ConfirmOnBehalf) {
  return changeExchange(context, {
    operation: "confirmOnBehalf",
    wish,
    may: (_its, asking) => whyNotDecide(asking),
    plan: async (its, asking) => {
      const next = confirmSilence(its.exchange, wish, asking);
      if (isRefusal(next)) return next;
      const act = { kind: "CONFIRMATION", thingId: next.id, party: its.payer } as const;
      return withMore(await settleOrWait(context, its, next), await planRecord(context, act));
    },
  });
}

/** A broker ends a dispute; the minutes move in the same commit. */
export function resolveDispute(context: Context, wish: ResolveDispute) {
  return changeExchange(context, {
    operation: "resolveDispute",
    wish,
    may: (_its, asking) => whyNotDecide(asking),
    plan: async (its, asking) => {
      const outcome = resolve(its.exchange, wish, asking);
      if ("kind" in outcome) return outcome;
      const { disputed, resolved } = outcome;
      const posting = await postingFor(context, its, { exchange: disputed, minutes: wish.minutes });
      if (isRefusal(posting)) return posting;
      return { next: { ...disputed, status: "RESOLVED", resolved }, ...posting };
    },
  });
}

/** Settles what is confirmed. An account that is stopped for now only puts it off. */
export async function settleOrWait(
  context: Pick<Context, "table" | "now">,
  its: Case,
  exchange: ConfirmedExchange,
): Promise<Planned | Refusal<LedgerCode>> {
  const { minutes } = exchange.confirmed;
  const posting = await postingFor(context, its, { exchange, minutes });
  return settledWith(exchange, posting, context.now);
}

/** The exchange, settled by this posting; still waiting where an account is stopped. */
function settledWith(
  exchange: ConfirmedExchange,
  posting: Awaited<ReturnType<typeof planPosting>>,
  now: string,
): Planned | Refusal<LedgerCode> {
  if (isRefusal(posting)) return posting.code === "ACCOUNT_FROZEN" ? { next: exchange } : posting;
  return { next: settle(exchange, now), ...posting };
}

/** Moves the minutes and uses up all that was set aside and promised for them. */
function postingFor(
  { table, now }: Pick<Context, "table" | "now">,
  its: Case,
  {
    exchange,
    minutes,
  }: { readonly exchange: ConfirmedExchange | DisputedExchange; readonly minutes: number },
) {
  return accountsForOld(table, its, now).then((accounts) =>
    planPosting(table, {
      ...postingOf(exchange, now),
      movements: movementsOn(accounts, { minutes, agreed: exchange }),
    }),
  );
}

const postingOf = (exchange: ConfirmedExchange | DisputedExchange, now: string) => ({
  actId: exchange.id,
  kind: exchange.sponsored ? ("SPONSORED" as const) : ("EXCHANGE" as const),
  happenedOn: exchange.delivered.on,
  now,
});
