import { addDays } from "../../kernel/index.ts";
import type { DeliveredExchange, Exchange, ExchangePolicy, GroupActivity } from "../model/index.ts";

/** What an objection can still change about an exchange. */
export type Undoing = "CALL_OFF" | "TAKE_BACK" | "UNCONFIRM" | "BROKER" | "NOTHING";

/**
 * A yes can be taken back until help was given: an hour given is never unpaid on one side's word,
 * so then a broker looks at it.
 */
export function undoingOfYes({ status }: Exchange): Undoing {
  switch (status) {
    case "PROPOSED":
    case "AGREED":
      return "CALL_OFF";
    case "DELIVERED":
    case "DISPUTED":
    case "CONFIRMED":
    case "SETTLED":
    case "RESOLVED":
      return "BROKER";
    default:
      return "NOTHING";
  }
}

/** A confirmation moved credits, or was about to. What a broker has decided stays decided. */
export function undoingOfConfirmation({ status }: Exchange): Undoing {
  switch (status) {
    case "SETTLED":
      return "TAKE_BACK";
    case "CONFIRMED":
      return "UNCONFIRM";
    case "CANCELLED":
      return "NOTHING";
    default:
      return "BROKER";
  }
}

/** A place in a group is given back until the group meets; hours given there are not unpaid. */
export function undoingOfPlace(
  activity: GroupActivity,
  { partyId, by, at }: { readonly partyId: string; readonly by: string; readonly at: string },
): Undoing {
  const part = activity.parts.find((one) => one.partyId === partyId);
  if (part?.joinedBy !== by || part.joinedAt !== at) return "NOTHING";
  if (activity.status === "PLANNED") return "CALL_OFF";
  return activity.status === "RUN" && part.attended ? "BROKER" : "NOTHING";
}

/** As it was before somebody confirmed it: the receiver has their time to say how long it took. */
export function unconfirmed(
  exchange: Extract<Exchange, { status: "CONFIRMED" }>,
  policy: ExchangePolicy,
  now: string,
): DeliveredExchange {
  const { confirmed: _confirmed, ...kept } = exchange;
  return { ...kept, status: "DELIVERED", dueAt: addDays(now, policy.confirmReminderDays) };
}

/** Delivered help that a broker is asked to look at, because somebody objects to it. */
export function needingBroker(exchange: Exchange, now: string): Exchange | undefined {
  if (exchange.status !== "DELIVERED" || exchange.needsBrokerSince !== undefined) return undefined;
  const { dueAt: _due, ...kept } = exchange;
  return { ...kept, needsBrokerSince: now };
}
