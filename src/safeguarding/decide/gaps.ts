import type { ClearanceKind, Gap, SafetyCode } from "../model/index.ts";

const gap = (code: SafetyCode, message: string, remedy: string): Gap => ({ code, message, remedy });

/** What a clearance is called in a sentence. */
const clearanceWords: { readonly [kind in ClearanceKind]: string } = {
  SAFE_SUPPORT: "Safe support training",
  SAFEGUARDING_TRAINING: "Safeguarding training",
  FIRST_AID: "First aid training",
  FOOD_HYGIENE: "Food hygiene training",
  MONEY_HANDLING_TRAINING: "Training in looking after other people's money",
  DBS_BASIC: "A basic DBS check",
  DBS_STANDARD: "A standard DBS check",
  DBS_ENHANCED: "An enhanced DBS check",
  DRIVER_INSURER_TOLD: "The driver's insurer has been told",
  CHILDCARE_REGISTRATION: "Registration as a childminder",
  WORK_PERMIT: "A work permit from the council",
};

/** Each thing that can stand in the way, in words for whoever is told no. */
export const gaps = {
  notNow: () =>
    gap(
      "NOT_POSSIBLE_NOW",
      "This cannot be arranged just now.",
      "Talk to your broker about what can be done instead, or try again later.",
    ),
  tooYoung: () =>
    gap(
      "AGE_RESTRICTED",
      "Nobody under 13 works for a business.",
      "Choose something else: help for people, or learning.",
    ),
  tooLongAWeek: () =>
    gap(
      "AGE_RESTRICTED",
      "This is more than 12 hours a week, and they still go to school.",
      "Choose fewer hours.",
    ),
  noPermit: () =>
    gap(
      "AGE_RESTRICTED",
      "They still go to school, so working for a business needs a permit from the council.",
      "Ask the business for the permit and show it to the safeguarding lead of the hub.",
    ),
  displacement: () =>
    gap(
      "DISPLACEMENT_NOT_CLEARED",
      "A business asks for this, so a broker has to look first that nobody's paid work is lost.",
      "Ask a broker of the payer's hub to look at it.",
    ),
  supervision: () =>
    gap(
      "SUPERVISION_REQUIRED",
      "This has to be at a place where another adult looks on.",
      "Choose a supervised place, or meet by phone or online.",
    ),
  registration: () =>
    gap(
      "CHILDCARE_REGISTRATION_REQUIRED",
      "Looking after a child under 8 for more than 2 hours a day needs a registered childminder.",
      "Make it shorter or do it at the child's own home. Friends can say that they are friends.",
    ),
  cover: () =>
    gap(
      "COVER_REQUIRED",
      "No insurance covers this help on that day.",
      "Ask your broker. The safeguarding lead of the hub can note an insurance that covers it.",
    ),
  clearance: (kind: ClearanceKind) =>
    gap(
      "CLEARANCE_REQUIRED",
      `This help needs something first: ${clearanceWords[kind]}.`,
      "Ask the safeguarding lead of the hub how to get it and have it noted.",
    ),
} as const;
