import { addDays, type Viewer } from "../../kernel/index.ts";
import type { Exchange, GroupActivity, MentoringSeries, PartyFacts } from "../model/index.ts";
import { isUnderAge, voiceFor } from "./standing.ts";

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

/** A series is shared while it goes on; its sessions are exchanges, each with a time of its own. */
export const isSeriesShared = (series: MentoringSeries): boolean => series.status === "AGREED";

/** Something done together, while it is planned and a short time after it took place. */
export function isGroupShared(activity: GroupActivity, now: string): boolean {
  if (activity.status === "PLANNED") return true;
  return activity.status === "RUN" && now < addDays(activity.endedAt, daysAfterEnd);
}

/**
 * In a group it is who organises it that meets each who has said yes to come, and the other way
 * round. Who takes part does not even know who else does.
 */
export function acrossInGroup(
  { organiserId, parts }: Pick<GroupActivity, "organiserId" | "parts">,
  partyId: string,
): readonly string[] {
  if (organiserId === undefined) return [];
  const joined = parts.filter(({ joinedBy }) => joinedBy !== undefined).map((one) => one.partyId);
  if (partyId === organiserId) return joined;
  return joined.includes(partyId) ? [organiserId] : [];
}

type Sides = Pick<Exchange, "providerId" | "payerId" | "recipientIds">;

/** Those on the other side: who gives the help, for who pays or receives, and the other way round. */
export const acrossFrom = (exchange: Sides, partyId: string): readonly string[] =>
  partyId === exchange.providerId
    ? [exchange.payerId, ...exchange.recipientIds].filter((id) => id !== partyId)
    : [exchange.providerId];

/** Somebody the viewer speaks for, and as what. */
type Voice = { readonly id: string; readonly as: NonNullable<ReturnType<typeof voiceFor>> };

/** The voices the viewer has among those on the other side of a party; a supporter's where they arrange help. */
export const voicesAmong = (viewer: Viewer, across: readonly string[]): readonly Voice[] =>
  [...new Set(across)].flatMap((id) => {
    const as = voiceFor(viewer, id);
    return as === undefined ? [] : [{ id, as }];
  });

/** Does a young person under 18 speak for themselves here, so that less is told to them? */
export const isChildsVoice = (voice: Voice, party: PartyFacts | undefined, now: string): boolean =>
  voice.as === "SELF" && (party?.bornOn === undefined || isUnderAge(party, now));
