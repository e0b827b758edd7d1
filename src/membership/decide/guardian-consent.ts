import {
  ageOn,
  dateOf,
  forbidden,
  invalid,
  notFound,
  type Refusal,
  wrongState,
} from "../../kernel/index.ts";
import type { Member, SaidByGuardian } from "../model/index.ts";
import { type AnyTie, isGuardian } from "./access.ts";
import { guardedAge } from "./age.ts";
import { pause } from "./belonging.ts";

/** Under 13 a guardian has to agree, and must not have taken it back since. From 13 on nobody does. */
export const isConsented = (member: Member, now: string): boolean =>
  ageOn(member.bornOn, dateOf(now)) >= guardedAge ||
  (member.guardianConsent !== undefined && member.guardianConsent.withdrawn === undefined);

/** A guardian speaks for themselves; a broker who takes no part writes down what one said. */
export function whyNotSpeak(
  child: Member,
  {
    tie,
    guardianPersonId,
  }: { readonly tie: AnyTie; readonly guardianPersonId?: string | undefined },
): Refusal<"FORBIDDEN" | "NOT_FOUND"> | undefined {
  if (tie === "GUARDIAN" && guardianPersonId === undefined) return undefined;
  if (tie !== "BROKER" || guardianPersonId === undefined) {
    return forbidden(
      "Only a guardian of the child can say this, or a broker who heard it from one.",
      "Ask a guardian. A broker fills in guardianPersonId and spoken.",
    );
  }
  return isGuardian(child, guardianPersonId) ? undefined : notFound("guardianPersonId");
}

export function giveGuardianConsent(
  child: Member,
  given: SaidByGuardian,
): Member | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  const refusal = whyNotAboutChild(child, given.at);
  if (refusal) return refusal;
  if (isConsented(child, given.at)) {
    return wrongState("A guardian has said yes already.", "Nothing more needs to be done.");
  }
  return { ...child, guardianConsent: { given } };
}

/** The membership rests from this moment on; the balance stays as it is. */
export function withdrawGuardianConsent(
  child: Member,
  withdrawn: SaidByGuardian & { readonly by: string },
): Member | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  const { by, ...said } = withdrawn;
  const refusal = whyNotAboutChild(child, said.at);
  if (refusal) return refusal;
  if (!child.guardianConsent || child.guardianConsent.withdrawn) {
    return wrongState("There is no consent to take back.", "Nothing more needs to be done.");
  }
  const next = { ...child, guardianConsent: { ...child.guardianConsent, withdrawn: said } };
  if (next.status !== "ACTIVE") return next;
  return pause(next, { at: said.at, pausedBy: by, byBroker: said.recordedBy !== undefined });
}

function whyNotAboutChild(
  child: Member,
  now: string,
): Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> | undefined {
  if (child.status === "LEFT") {
    return wrongState("This child has left the hub.", "They can apply again.");
  }
  if (ageOn(child.bornOn, dateOf(now)) < guardedAge) return undefined;
  return invalid(
    "From 13 on young people agree for themselves.",
    "They can pause or leave whenever they want.",
    "childMemberId",
  );
}
