import { dateOf } from "../../kernel/index.ts";
import type { Exchange, GroupActivity, GroupPart } from "../model/index.ts";

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

/** The part of these ids' helper in a group that counts in these days: joined, and not missed. */
export function partGiven(
  activity: GroupActivity,
  helperIds: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): GroupPart | undefined {
  if (activity.status !== "PLANNED" && activity.status !== "RUN") return undefined;
  const on = activity.status === "RUN" ? activity.happenedOn : dateOf(activity.plannedFor);
  if (on < from || to < on) return undefined;
  return activity.parts.find(
    (part) =>
      part.role === "GIVER" &&
      part.joinedBy !== undefined &&
      part.attended !== false &&
      helperIds.includes(part.partyId),
  );
}
