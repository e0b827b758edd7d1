import { sameIdAs } from "../../kernel/index.ts";
import type { Confirmation, Delivery, Exchange } from "./exchange.ts";

/** Everyone who takes part, each once. */
export const partyIdsOf = (
  exchange: Pick<Exchange, "providerId" | "payerId" | "recipientIds">,
): readonly string[] => [
  ...new Set([exchange.providerId, exchange.payerId, ...exchange.recipientIds]),
];

export const deliveredOf = (exchange: Exchange): Delivery | undefined =>
  "delivered" in exchange ? exchange.delivered : undefined;

export const confirmedOf = (exchange: Exchange): Confirmation | undefined =>
  "confirmed" in exchange ? exchange.confirmed : undefined;

/** The minutes that moved, once they have. */
export function settledMinutesOf(exchange: Exchange): number | undefined {
  if (exchange.status === "RESOLVED") return exchange.resolved.minutes;
  return exchange.status === "SETTLED" ? exchange.confirmed.minutes : undefined;
}

/** The journal entry it settled with, if it has. */
export const journalEntryIdOf = (exchange: Exchange): string | undefined =>
  settledMinutesOf(exchange) === undefined ? undefined : sameIdAs(exchange.id, "jrn");

/** Does it wait for a broker? */
export const needsBroker = (exchange: Exchange): boolean =>
  exchange.status === "DISPUTED" ||
  (exchange.status === "DELIVERED" && exchange.needsBrokerSince !== undefined);
