import { addDays, forbidden, type Refusal, wrongState } from "../../kernel/index.ts";
import type {
  CancelledExchange,
  DeclinedExchange,
  Ending,
  Exchange,
  ExchangePolicy,
} from "../model/index.ts";
import { notAProposal } from "./agreement.ts";
import { type Asking, actorOf, markOf } from "./standing.ts";

export function decline(
  exchange: Exchange,
  asking: Asking,
  reason: string | undefined,
): DeclinedExchange | Refusal<"STATE_TRANSITION_INVALID"> {
  if (exchange.status !== "PROPOSED") return notAProposal();
  const { dueAt: _dueAt, ...kept } = exchange;
  return { ...kept, status: "DECLINED", ended: endedBy(asking, reason) };
}

/** Once help was delivered only who gave it, or a broker, can let it go unpaid. */
export function whyNotCancel(exchange: Exchange, { standing }: Asking) {
  const given = exchange.status === "DELIVERED" || exchange.status === "DISPUTED";
  if (!given || standing.provider || standing.broker) return undefined;
  return forbidden(
    "The help was given, so only the provider or a broker can call it off.",
    "Say how long it took, or ask your broker.",
  );
}

export function cancel(
  exchange: Exchange,
  asking: Asking,
  reason: string | undefined,
): CancelledExchange | Refusal<"STATE_TRANSITION_INVALID"> {
  switch (exchange.status) {
    case "PROPOSED":
    case "AGREED":
    case "DELIVERED": {
      const { dueAt: _dueAt, ...kept } = exchange;
      return { ...kept, status: "CANCELLED", ended: endedBy(asking, reason) };
    }
    case "DISPUTED":
      return { ...exchange, status: "CANCELLED", ended: endedBy(asking, reason) };
    default:
      return wrongState(
        "This has ended or is being settled, so it cannot be called off.",
        "Ask your broker if something is wrong with it.",
      );
  }
}

const endedBy = ({ viewer, now, standing }: Asking, reason: string | undefined): Ending => {
  const { by, at, as } = markOf(viewer, now, { as: actorOf(standing) });
  return { by, at, as, ...(reason === undefined ? {} : { reason }) };
};

/** What the clock brings, when nobody has done anything in time. */
export type Due =
  | { readonly what: "NOTHING" }
  | { readonly what: "CHANGE"; readonly next: Exchange; readonly tally: Tally }
  | { readonly what: "SETTLE" };

type Tally = "EXPIRED" | "REMINDED" | "NEEDS_BROKER";

/**
 * What falls due at this moment. Nothing is ever confirmed by time alone: silence first brings a
 * reminder, then a broker.
 */
export function fallDue(exchange: Exchange, policy: ExchangePolicy, now: string): Due {
  if (!("dueAt" in exchange) || exchange.dueAt === undefined || exchange.dueAt > now) {
    return { what: "NOTHING" };
  }
  switch (exchange.status) {
    case "PROPOSED":
    case "AGREED": {
      const { dueAt: _dueAt, ...kept } = exchange;
      return {
        what: "CHANGE",
        next: { ...kept, status: "EXPIRED", ended: { at: now } },
        tally: "EXPIRED",
      };
    }
    case "DELIVERED": {
      const brokerFrom = addDays(exchange.delivered.at, policy.confirmByBrokerDays);
      const { dueAt: _dueAt, ...kept } = exchange;
      return brokerFrom <= now
        ? { what: "CHANGE", next: { ...kept, needsBrokerSince: now }, tally: "NEEDS_BROKER" }
        : {
            what: "CHANGE",
            next: { ...kept, remindedAt: now, dueAt: brokerFrom },
            tally: "REMINDED",
          };
    }
    case "CONFIRMED":
      return { what: "SETTLE" };
    default:
      return { what: "NOTHING" };
  }
}
