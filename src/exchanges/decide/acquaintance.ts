import { type ActsFor, addDays, type Viewer } from "../../kernel/index.ts";
import type { Exchange, PartyFacts } from "../model/index.ts";
import { isUnderAge } from "./standing.ts";

/** So long after it was settled the two sides can still reach each other, for what was forgotten. */
const daysAfterEnd = 14;

/**
 * Is this help agreed by both sides, and still under way or settled a short time ago? Proposed,
 * declined, called off or lapsed, it tells nobody anything more about anyone.
 */
export function isShared(exchange: Exchange, now: string): boolean {
  switch (exchange.status) {
    case "AGREED":
    case "DELIVERED":
    case "CONFIRMED":
    case "DISPUTED":
      return true;
    case "SETTLED":
      return now < addDays(exchange.settledAt, daysAfterEnd);
    case "RESOLVED":
      return now < addDays(exchange.resolved.at, daysAfterEnd);
    default:
      return false;
  }
}

/** Those on the other side: who gives the help, for who pays or receives, and the other way round. */
const acrossFrom = (exchange: Exchange, partyId: string): readonly string[] =>
  partyId === exchange.providerId
    ? [exchange.payerId, ...exchange.recipientIds].filter((id) => id !== partyId)
    : [exchange.providerId];

/** The voices the viewer has on the other side of a party. */
export const voicesAcross = (
  viewer: Viewer,
  exchange: Exchange,
  partyId: string,
): readonly ActsFor[] => {
  const across = acrossFrom(exchange, partyId);
  return viewer.actsFor.filter(({ id }) => across.includes(id));
};

/** Does a young person under 18 speak for themselves here, so that less is told to them? */
export const isChildsVoice = (
  voice: ActsFor,
  party: PartyFacts | undefined,
  now: string,
): boolean => voice.as === "SELF" && (party?.bornOn === undefined || isUnderAge(party, now));
