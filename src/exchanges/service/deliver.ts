import { isRefusal, type Refusal } from "../../kernel/index.ts";
import { type LedgerCode, planPosting } from "../../ledger/index.ts";
import type { Context } from "../../table/index.ts";
import {
  confirm,
  confirmerOf,
  confirmSilence,
  deliver,
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
  MarkDelivered,
  ResolveDispute,
} from "../model/index.ts";
import { type Case, changeExchange, type Planned } from "./change.ts";
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
export function confirmExchange(context: Context, wish: ConfirmExchange) {
  return changeExchange(context, {
    operation: "confirmExchange",
    wish,
    may: ({ exchange }, asking) => {
      const confirmer = confirmerOf(asking, wish);
      return isRefusal(confirmer) ? confirmer : whyNotMore(exchange, wish.minutes, confirmer);
    },
    plan: async (its, asking) => {
      const confirmer = confirmerOf(asking, wish);
      if (isRefusal(confirmer)) return confirmer;
      const next = confirm(its.exchange, wish, { ...asking, confirmer });
      if (isRefusal(next) || next.status === "DISPUTED") return isRefusal(next) ? next : { next };
      return settleOrWait(context, its, next);
    },
  });
}

/** A broker confirms after a long silence, with a reason. */
export function confirmOnBehalf(context: Context, wish: ConfirmOnBehalf) {
  return changeExchange(context, {
    operation: "confirmOnBehalf",
    wish,
    may: (_its, asking) => whyNotDecide(asking),
    plan: async (its, asking) => {
      const next = confirmSilence(its.exchange, wish, asking);
      return isRefusal(next) ? next : settleOrWait(context, its, next);
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
  if (isRefusal(posting)) return posting.code === "ACCOUNT_FROZEN" ? { next: exchange } : posting;
  return { next: settle(exchange, context.now), ...posting };
}

/** Moves the minutes and uses up all that was set aside for them. */
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
      actId: exchange.id,
      kind: exchange.sponsored ? "SPONSORED" : "EXCHANGE",
      movements: movementsOn(accounts, { minutes, heldMinutes: exchange.minutes }),
      happenedOn: exchange.delivered.on,
      now,
    }),
  );
}
