import { type Refusal, wrongState } from "../../kernel/index.ts";
import { consentText, type GuardianContact, type Member } from "../model/index.ts";
import { isChild } from "./access.ts";
import { textChanged } from "./consent.ts";

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

/** No state stops it, and nothing of the number or address is kept. */
export function withdrawGuardianContact(
  child: Member,
  guardianPersonId: string,
): Member | Refusal<"STATE_TRANSITION_INVALID"> {
  const given = child.guardians.find(({ personId }) => personId === guardianPersonId)?.contact;
  if (given) return withContact(child, guardianPersonId, undefined);
  return wrongState("There is no contact to take back.", "Nothing more needs to be done.");
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
