import { ageOn, dateOf, invalid, type Refusal, refuse, wrongState } from "../../kernel/index.ts";
import type { Guardian, Member, Person } from "../model/index.ts";
import { isChild } from "./access.ts";
import { adultAge } from "./age.ts";
import { isLastGuardian } from "./belonging.ts";

export const guardiansKept = 4;
export const pastGuardiansKept = 10;

/** A broker notes that someone has parental responsibility, and what showed it. */
export function linkGuardian(
  child: Member,
  link: { readonly guardian: Person; readonly evidence: NonNullable<Guardian["evidence"]> },
  now: string,
): Member | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED" | "LIST_FULL"> {
  if (child.status === "LEFT") {
    return wrongState("This child has left the hub.", "They can apply again.");
  }
  const wrong = checkGuardian(child, link.guardian, now);
  if (wrong) return wrong;
  const { guardian, evidence } = link;
  const known = child.guardians.find((one) => one.personId === guardian.id);
  if (known?.evidence) {
    return wrongState("This guardian is linked already.", "Nothing more needs to be done.");
  }
  const others = child.guardians.filter((one) => one !== known);
  if (others.length >= guardiansKept) {
    return refuse("LIST_FULL", `There are ${guardiansKept} guardians.`, "End one of them first.");
  }
  const first = known ?? { personId: guardian.id, linkedAt: now };
  return { ...child, guardians: [...others, { ...first, evidence }] };
}

/** Can this person be the guardian of this child at all? */
function checkGuardian(
  child: Member,
  guardian: Person,
  now: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  if (guardian.id === child.personId) {
    return invalid(
      "Nobody is their own guardian.",
      "Choose the person with parental responsibility.",
      "guardianPersonId",
    );
  }
  if (ageOn(guardian.bornOn, dateOf(now)) < adultAge) {
    return invalid("A guardian is 18 or older.", "Choose an adult.", "guardianPersonId");
  }
  if (!isChild(child, now)) {
    return invalid(
      "This member is 18 or older and speaks for themselves.",
      "No guardian is needed.",
      "childMemberId",
    );
  }
  return undefined;
}

export function endGuardian(
  child: Member,
  ending: Member["pastGuardians"][number],
): Member | Refusal<"STATE_TRANSITION_INVALID"> {
  const guardians = child.guardians.filter((one) => one.personId !== ending.personId);
  if (guardians.length === child.guardians.length) {
    return wrongState("This person is not a guardian of the child.", "Look at the guardians.");
  }
  if (isLastGuardian(child, ending.endedAt)) {
    return wrongState(
      "A child under 13 who takes part needs a guardian.",
      "Link another guardian first, or pause the membership.",
    );
  }
  const pastGuardians = [...child.pastGuardians, ending].slice(-pastGuardiansKept);
  return { ...child, guardians, pastGuardians };
}
