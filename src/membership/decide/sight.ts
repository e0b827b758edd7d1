import type { Member, Party, Seen, SeenCommunication, SeenContact } from "../model/index.ts";
import { adultAge, isUnder } from "./age.ts";
import { allows } from "./consent.ts";

/** The membership behind a party, as it is at this moment; there is none of an organisation. */
type Behind = {
  readonly member: Member;
  /** Memberships, in the same hub, of those who are this child's guardians. */
  readonly guardians: readonly Member[];
  /** Guardians of this child who are no members of the hub and can be reached for the child. */
  readonly outside?: readonly { readonly personId: string; readonly firstName: string }[];
  readonly now: string;
};

/**
 * What anybody sees of a party they meet, in whatever list, statement or exchange:
 *
 * - Before both have agreed: a first name, or an organisation's name, and the hub.
 * - From then until two weeks after it was settled, and only while there is a yes to it: the one
 *   way to reach them, and what helps to talk with them.
 * - Never: a last name, a birthday, an address. How to reach somebody under 18 is never shown;
 *   how to reach their guardian is, with the guardian's own yes.
 * - A young person under 18 is told what helps to talk; how to reach somebody their guardian is told.
 * - Help that was declined, called off or let lapse shows nothing more.
 */
export function whatIsSeen(party: Party, behind?: Behind): Seen {
  const atFirst = { name: party.name, hubId: party.hubId };
  if (party.acquaintance === undefined || !behind) return atFirst;
  const { member, now } = behind;
  const contact = party.acquaintance === "AGREED" ? contactOf(behind) : undefined;
  return {
    ...atFirst,
    ...(contact ? { contact } : {}),
    ...(allows(member, "SHARE_COMMUNICATION_AFTER_AGREEMENT", now)
      ? { communication: howToTalkWith(member) }
      : {}),
  };
}

/** For a child the first guardian, with noted evidence, who has said yes for themselves. */
function contactOf(behind: Behind): SeenContact | undefined {
  const { member, guardians, now } = behind;
  if (isUnder(adultAge, member.bornOn, now)) {
    const willing = guardians.find(
      (one) => isNoted(member, one) && allows(one, "SHARE_CONTACT_AS_GUARDIAN", now),
    );
    return willing ? { ...wayOf(willing), of: "GUARDIAN" } : contactFromOutside(behind);
  }
  return allows(member, "SHARE_CONTACT_AFTER_AGREEMENT", now)
    ? { ...wayOf(member), of: "THEMSELVES" }
    : undefined;
}

/**
 * Told for this child, and read from no other hub that the guardian may belong to. Whoever becomes
 * a member of this hub is not outside any more, so then only their membership's own yes counts.
 */
function contactFromOutside({ member, outside = [] }: Behind): SeenContact | undefined {
  for (const { personId, evidence, contact } of member.guardians) {
    const known = outside.find((one) => one.personId === personId);
    if (evidence && contact && known) {
      const { way, reach } = contact;
      return { way, reach, of: "GUARDIAN", firstName: known.firstName };
    }
  }
  return undefined;
}

const isNoted = (child: Member, { personId }: Member): boolean =>
  child.guardians.some((one) => one.personId === personId && one.evidence);

/** The way they like best with the one number or address it needs, and nothing beside it. */
function wayOf({ communication, phone, email, firstName }: Member): Omit<SeenContact, "of"> {
  const way = communication.preferredContact;
  const reach = way === "EMAIL" ? email : way === "PHONE" || way === "TEXT" ? phone : undefined;
  return { way, firstName, ...(reach === undefined ? {} : { reach }) };
}

/** Who helps them, and in which form they read, is nobody's business but theirs. */
function howToTalkWith({ communication }: Member): SeenCommunication {
  const { isPhoneOnly, languages, needsInterpreter, speakingWays, bestTimes } = communication;
  const isThroughHelper =
    communication.helperName !== undefined || communication.preferredContact === "THROUGH_SOMEONE";
  return { isPhoneOnly, languages, needsInterpreter, speakingWays, bestTimes, isThroughHelper };
}
