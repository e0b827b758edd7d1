import {
  ageOn,
  dateOf,
  forbidden,
  isBroker,
  isTiedTo,
  type Refusal,
  type Viewer,
} from "../../kernel/index.ts";
import type { Member } from "../model/index.ts";
import { adultAge } from "./age.ts";

/** Why someone may see a membership, the nearest tie first. */
export type Tie = "SELF" | "GUARDIAN" | "BROKER";

/** What ties the viewer to this membership, or nothing: then for them it does not exist. */
export function tieTo(viewer: Viewer, member: Member, now: string): Tie | undefined {
  const { personId } = viewer;
  if (personId !== undefined) {
    if (member.personId === personId) return "SELF";
    if (isGuardian(member, personId) && isChild(member, now)) return "GUARDIAN";
    // Where a child has come from, its guardians there are those it has where it is now.
    if (viewer.cameFrom?.includes(member.id)) return "GUARDIAN";
  }
  // Who supports the holder stands on the holder's side, and is no broker about them.
  if (supports(viewer, member)) return undefined;
  return isBroker(viewer, member.hubId) ? "BROKER" : undefined;
}

/** The same for what a supporter may be allowed too, each time within their scope. */
export type AnyTie = Tie | "SUPPORTER";

export const anyTieTo = (viewer: Viewer, member: Member, now: string): AnyTie | undefined =>
  tieTo(viewer, member, now) ?? (supports(viewer, member) ? "SUPPORTER" : undefined);

const supports = (viewer: Viewer, member: Member): boolean =>
  viewer.supports?.some(({ id }) => id === member.id) ?? false;

/** To a supporter who wants what nobody has given them a say in. */
export const outOfScope = (): Refusal<"FORBIDDEN"> =>
  forbidden(
    "You support this person, but not in this.",
    "Ask the person themselves, or their broker.",
  );

export const isGuardian = (member: Member, personId: string): boolean =>
  member.guardians.some((guardian) => guardian.personId === personId);

export const isChild = (member: Member, now: string): boolean =>
  ageOn(member.bornOn, dateOf(now)) < adultAge;

/** Someone who has asked to join meets nobody yet: for all but their broker they are not there. */
export const isMetBy = (
  viewer: Viewer,
  { status, hubId }: Pick<Member, "status" | "hubId">,
): boolean => (status !== "APPLIED" && status !== "INTERVIEWED") || isBroker(viewer, hubId);

/**
 * Is the child the viewer's own to know: themselves, theirs, or of the hub whose broker they are?
 *
 * A child has no profile that others can find. Whoever holds a child's id by chance, or was sent it,
 * gets the same answer as for an id that was never given.
 */
export const isChildOf = (viewer: Viewer, child: Pick<Member, "id" | "hubId">): boolean =>
  isTiedTo(viewer, child.id) || isBroker(viewer, child.hubId);

/**
 * A broker's work on a membership. Not on their own or their child's: then another broker of the
 * hub has to look, as with any other applicant.
 */
export function asBroker(
  viewer: Viewer,
  member: Member,
  tie: AnyTie,
): Refusal<"FORBIDDEN"> | undefined {
  if (!isBroker(viewer, member.hubId)) {
    return forbidden("Only a broker of this hub can do this.", "Ask your broker.");
  }
  if (tie === "BROKER") return undefined;
  return forbidden(
    "You cannot do this for yourself, your own child or someone you support.",
    "Ask another broker of the hub, or a steward to name one.",
  );
}
