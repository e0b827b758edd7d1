import { dateOf } from "../../kernel/index.ts";
import type { Exchange } from "../model/index.ts";

/**
 * Does this help count in what its helper gives in these days? What is agreed and has no day yet
 * counts in all of them: it can be any.
 */
export function countsIn(
  exchange: Exchange,
  { from, to }: { readonly from: string; readonly to: string },
): boolean {
  if (["PROPOSED", "DECLINED", "CANCELLED", "EXPIRED"].includes(exchange.status)) return false;
  const on = deliveryOf(exchange)?.on ?? exchange.plannedFor;
  return on === undefined || (from <= dateOf(on) && dateOf(on) <= to);
}

/** The minutes that were given, or that were agreed where nobody has said so yet. */
export const minutesGiven = (exchange: Exchange): number =>
  deliveryOf(exchange)?.minutes ?? exchange.minutes;

const deliveryOf = (exchange: Exchange) =>
  "delivered" in exchange ? exchange.delivered : undefined;
