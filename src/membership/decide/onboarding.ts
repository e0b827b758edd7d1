import { ageOn, dateOf, invalid, type Refusal, refuse, wrongState } from "../../kernel/index.ts";
import type {
  ActiveMember,
  InterviewedMember,
  Member,
  OnboardingStep,
  Reference,
  Waivable,
} from "../model/index.ts";
import { guardedAge } from "./age.ts";
import { isConsented } from "./guardian-consent.ts";

const referencesNeeded = 2;
const referencesKept = 5;

const inWords: { readonly [step in Exclude<OnboardingStep, "REFERENCES">]: string } = {
  INTERVIEW: "a talk with a broker",
  CODE_OF_CONDUCT: "a yes to the code of conduct",
  OFFER: "something they could give",
  REQUEST: "something they could use",
  GUARDIAN: "evidence for a guardian",
  GUARDIAN_CONSENT: "a guardian's yes to the membership",
};

/** What a membership still needs before it can be active, in the order people do it. */
export function missingSteps(member: Member, now: string): readonly OnboardingStep[] {
  const waived = (step: Waivable) => member.waivers.some((waiver) => waiver.step === step);
  const has: { readonly [step in OnboardingStep]: boolean } = {
    INTERVIEW: member.status !== "APPLIED",
    REFERENCES: member.references.length >= referencesNeeded || waived("REFERENCES"),
    CODE_OF_CONDUCT: member.codeOfConduct !== undefined,
    OFFER: member.offersInWords.length > 0 || waived("OFFER"),
    REQUEST: member.requestsInWords.length > 0 || waived("REQUEST"),
    GUARDIAN: isGuarded(member, now),
    GUARDIAN_CONSENT: isConsented(member, now),
  };
  return steps.filter((step) => !has[step]);
}

const steps: readonly OnboardingStep[] = [
  "INTERVIEW",
  "REFERENCES",
  "CODE_OF_CONDUCT",
  "OFFER",
  "REQUEST",
  "GUARDIAN",
  "GUARDIAN_CONSENT",
];

/** Under 13 someone must answer for the child; whoever says they do must have shown it. */
function isGuarded(member: Member, now: string): boolean {
  if (member.guardians.some((guardian) => !guardian.evidence)) return false;
  return member.guardians.length > 0 || ageOn(member.bornOn, dateOf(now)) >= guardedAge;
}

const sayMissing = (step: OnboardingStep, { references }: Member): string => {
  if (step !== "REFERENCES") return inWords[step];
  return references.length === 0 ? "two references" : "one more reference";
};

const incomplete = (
  member: Member,
  missing: readonly OnboardingStep[],
): Refusal<"ONBOARDING_INCOMPLETE"> =>
  refuse(
    "ONBOARDING_INCOMPLETE",
    `Still missing: ${missing.map((step) => sayMissing(step, member)).join("; ")}.`,
    "Add what is missing. A broker can let someone do without references, offer or request.",
    "memberId",
  );

export function interview(
  member: Member,
  talk: InterviewedMember["interview"],
  now: string,
): InterviewedMember | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  if (member.status !== "APPLIED") {
    return wrongState("The first talk is noted already.", "Go on with the next step.");
  }
  return (
    notYet(talk.heldOn, now, "heldOn") ?? { ...member, status: "INTERVIEWED", interview: talk }
  );
}

export function addReference(
  member: Member,
  reference: Reference,
  now: string,
): Member | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED" | "LIST_FULL"> {
  if (member.status === "LEFT") return gone();
  const late = notYet(reference.takenOn, now, "takenOn");
  if (late) return late;
  if (member.references.some((one) => sameName(one.refereeName, reference.refereeName))) {
    return invalid(
      "This person gave a reference already.",
      "Ask someone else for the second one.",
      "refereeName",
    );
  }
  if (member.references.length >= referencesKept) {
    return refuse("LIST_FULL", `There are ${referencesKept} references.`, "No more are needed.");
  }
  return { ...member, references: [...member.references, reference] };
}

const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

export function waive(
  member: Member,
  waiver: Member["waivers"][number],
): Member | Refusal<"STATE_TRANSITION_INVALID"> {
  if (!isWaiting(member)) {
    return wrongState(
      "This person has joined already, or has left.",
      "Nothing needs to be waived.",
    );
  }
  if (member.waivers.some((one) => one.step === waiver.step)) {
    return wrongState("This step was waived already.", "Go on with the next step.");
  }
  return { ...member, waivers: [...member.waivers, waiver] };
}

export function acceptCode(
  member: Member,
  yes: NonNullable<Member["codeOfConduct"]>,
): Member | Refusal<"STATE_TRANSITION_INVALID"> {
  if (member.status === "LEFT") return gone();
  if (member.codeOfConduct) {
    return wrongState("The code of conduct was accepted already.", "Go on with the next step.");
  }
  return { ...member, codeOfConduct: yes };
}

/**
 * Lets someone in. Giving and receiving belong together from the first day on, so at least one
 * offer and one request come before it.
 */
export function activate(
  member: Member,
  now: string,
): ActiveMember | Refusal<"STATE_TRANSITION_INVALID" | "ONBOARDING_INCOMPLETE"> {
  if (!isWaiting(member)) {
    return wrongState(
      "This person has joined already, or has left.",
      "There is nothing more to do here.",
    );
  }
  const missing = missingSteps(member, now);
  if (missing.length > 0 || member.status === "APPLIED") return incomplete(member, missing);
  return { ...member, status: "ACTIVE", activatedAt: now };
}

/** Coming back from a break; a young child needs someone to answer for them then as well. */
export function resume(
  member: Member,
  now: string,
): ActiveMember | Refusal<"STATE_TRANSITION_INVALID" | "ONBOARDING_INCOMPLETE"> {
  if (member.status !== "PAUSED") {
    return wrongState(
      "There is no break to come back from.",
      "Only someone who takes a break can come back from it.",
    );
  }
  if (!isGuarded(member, now)) return incomplete(member, ["GUARDIAN"]);
  if (!isConsented(member, now)) return incomplete(member, ["GUARDIAN_CONSENT"]);
  const { pausedAt: _since, pauseReason: _why, pausedBy: _by, byBroker: _as, ...rest } = member;
  return { ...rest, status: "ACTIVE" };
}

/** Asked to join and not let in yet. */
export const isWaiting = (member: Member) =>
  member.status === "APPLIED" || member.status === "INTERVIEWED";

const gone = () => wrongState("This person has left the hub.", "They can apply again.");

const notYet = (day: string, now: string, field: string) =>
  day > dateOf(now)
    ? invalid("This day has not come yet.", "Use today or an earlier day.", field)
    : undefined;
