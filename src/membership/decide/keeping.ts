import { ageOn, dateOf } from "../../kernel/index.ts";
import type { Member, Right, Standing } from "../model/index.ts";
import { adultAge } from "./age.ts";
import { standingOf } from "./belonging.ts";

/** What decides how long a membership is kept. */
export type Lasting = {
  readonly standing: Standing;
  /** When they left, or when something was last done about letting them in. */
  readonly since: string;
  readonly bornOn: string;
};

export const lastingOf = (member: Member): Lasting => ({
  standing: standingOf(member),
  since: member.status === "LEFT" ? member.leftAt : lastStepOf(member),
  bornOn: member.bornOn,
});

/** The last step of somebody's joining that is noted with a moment or a day. */
function lastStepOf(member: Member): string {
  const { createdAt, references, waivers, guardians, guardianConsent, codeOfConduct } = member;
  const moments = [
    createdAt,
    ...("interview" in member && member.interview ? [member.interview.heldOn] : []),
    ...references.map((one) => one.takenOn),
    ...waivers.map((one) => one.at),
    ...guardians.flatMap((one) => [one.linkedAt, ...(one.evidence ? [one.evidence.at] : [])]),
    ...(guardianConsent ? [guardianConsent.given.at] : []),
    ...(codeOfConduct ? [codeOfConduct.acceptedAt] : []),
  ];
  return moments.reduce((one, other) => (one > other ? one : other));
}

/**
 * Does somebody still need this person to be there, whatever became of their memberships? So it is
 * with a role, an organisation, a child or a supported member that takes part or waits to.
 */
export function isNeededFor(right: Right, now: string): boolean {
  switch (right.kind) {
    case "MEMBERSHIP":
      return false;
    case "ORGANISATION":
      return true;
    case "ROLE":
      return right.until === undefined || right.until > now;
    case "SUPPORT":
      return right.standing !== "LEFT" && (right.until === undefined || right.until >= dateOf(now));
    case "WARD":
      return right.standing !== "LEFT" && ageOn(right.bornOn, dateOf(now)) < adultAge;
  }
}
