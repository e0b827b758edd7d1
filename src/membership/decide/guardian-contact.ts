import { type Refusal, type Viewer, wrongState } from "../../kernel/index.ts";
import { consentText, type GuardianContact, type Member } from "../model/index.ts";
import { type AnyTie, anyTieTo, isChild, isGuardian } from "./access.ts";
import { textChanged } from "./consent.ts";
import { whyNotSpeak } from "./guardian-consent.ts";

type Whose = { readonly guardianPersonId: string; readonly isMemberHere: boolean };

/**
 * A guardian lets themselves be reached for one child. A member of the hub says so with their own
 * membership, so that there is one place to take it back.
 */
export function shareGuardianContact(
  child: Member,
  contact: GuardianContact,
  { guardianPersonId, isMemberHere }: Whose,
): Member | Refusal<"STATE_TRANSITION_INVALID" | "CONSENT_TEXT_CHANGED"> {
  if (child.status === "LEFT") {
    return wrongState("This child has left the hub.", "They can apply again.");
  }
  if (!isChild(child, contact.given.at)) {
    return wrongState("This member is 18 or older.", "They say themselves how they are reached.");
  }
  if (isMemberHere) {
    return wrongState(
      "This guardian is a member of the hub.",
      "Say yes to SHARE_CONTACT_AS_GUARDIAN for their own membership.",
    );
  }
  if (contact.textVersion !== consentText("SHARE_CONTACT_AS_GUARDIAN").version) {
    return textChanged();
  }
  return withContact(child, guardianPersonId, contact);
}

/** What was told for a child stays its guardian's to take back when the child has grown up. */
export const tieToContact = (viewer: Viewer, member: Member, now: string): AnyTie | undefined =>
  viewer.personId !== undefined && isGuardian(member, viewer.personId)
    ? "GUARDIAN"
    : anyTieTo(viewer, member, now);

/** Who may share it may take it back, and so may the member, of age, for all who were guardians. */
export const whyNotWithdraw = (
  member: Member,
  by: { readonly tie: AnyTie; readonly guardianPersonId?: string | undefined },
  now: string,
): Refusal<"FORBIDDEN" | "NOT_FOUND"> | undefined =>
  by.tie === "SELF" && by.guardianPersonId === undefined && !isChild(member, now)
    ? undefined
    : whyNotSpeak(member, by);

/** No state stops it, and nothing of the number or address is kept: of one guardian, or of all. */
export function withdrawGuardianContact(
  member: Member,
  guardianPersonId: string | undefined,
): Member | Refusal<"STATE_TRANSITION_INVALID"> {
  const given = member.guardians.filter(
    ({ personId, contact }) =>
      contact && (guardianPersonId === undefined || personId === guardianPersonId),
  );
  if (given.length === 0) {
    return wrongState("There is no contact to take back.", "Nothing more needs to be done.");
  }
  return given.reduce((rest, { personId }) => withContact(rest, personId, undefined), member);
}

const withContact = (
  child: Member,
  guardianPersonId: string,
  contact: GuardianContact | undefined,
): Member => ({
  ...child,
  guardians: child.guardians.map((one) =>
    one.personId === guardianPersonId ? { ...one, contact } : one,
  ),
});
