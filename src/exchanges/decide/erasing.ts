import type {
  AgreedExchange,
  CancelledExchange,
  DeliveredExchange,
  DisputedExchange,
  Exchange,
  GroupPart,
  PlannedActivity,
  ProposedExchange,
} from "../model/index.ts";

/**
 * What becomes of an open exchange when a member who takes part in it is erased: it is called off
 * when it cannot happen any more without them. Help that somebody else gave and pays for goes on.
 */
export function callOff(
  exchange: Exchange,
  memberId: string,
  now: string,
): CancelledExchange | undefined {
  switch (exchange.status) {
    case "PROPOSED":
    case "AGREED":
      return isSide(exchange, memberId) || isForThemAlone(exchange, memberId)
        ? calledOff(exchange, now)
        : undefined;
    case "DELIVERED":
    case "DISPUTED":
      return isSide(exchange, memberId) ? calledOff(exchange, now) : undefined;
    default:
      return undefined;
  }
}

type Unsettled = ProposedExchange | AgreedExchange | DeliveredExchange | DisputedExchange;

const calledOff = (exchange: Unsettled, now: string): CancelledExchange => {
  const kept = "dueAt" in exchange ? { ...exchange, dueAt: undefined } : exchange;
  return { ...kept, status: "CANCELLED", ended: { at: now } };
};

const isForThemAlone = ({ recipientIds }: Exchange, memberId: string): boolean =>
  recipientIds.every((id) => id === memberId);

const isSide = ({ providerId, payerId }: Exchange, memberId: string): boolean =>
  providerId === memberId || payerId === memberId;

/** A planned activity without the part of somebody who is not there any more. */
export function withoutPart(
  activity: PlannedActivity,
  memberId: string,
): { readonly next: PlannedActivity; readonly part: GroupPart } | undefined {
  const part = activity.parts.find((one) => one.partyId === memberId);
  if (!part) return undefined;
  return { next: { ...activity, parts: activity.parts.filter((one) => one !== part) }, part };
}
