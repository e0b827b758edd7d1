import {
  type CreditsDecided,
  dateOf,
  daysBetween,
  invalid,
  type MandatePurpose,
  quarterOf,
  type Refusal,
  refuse,
  wrongState,
} from "../../kernel/index.ts";
import {
  type DecisionFacts,
  lowestDecidingRung,
  type Mandate,
  mostDecisions,
} from "../model/index.ts";

/** How far back a decision may lie that a mandate rests on. */
const decisionDays = 366;

type Recording = { readonly minutes: number; readonly by: string; readonly now: string };

/** A quarter can be given a mandate before it begins, so that its first day finds one. */
export function checkGrantQuarter(
  quarter: string,
  now: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  const present = quarterOf(dateOf(now));
  if (quarter === present || quarter === quarterAfter(present)) return undefined;
  return invalid(
    "A mandate is for this quarter or the next one.",
    `Use ${present} or ${quarterAfter(present)}.`,
    "quarter",
  );
}

/** A mandate's decision is fresh enough to be this one's. */
export function checkDecidedOn(
  { decidedOn }: Pick<DecisionFacts, "decidedOn">,
  now: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  if (daysBetween(decidedOn, now) <= decisionDays) return undefined;
  return invalid(
    "This decision is more than a year old.",
    "Ask the circle to decide again, then name the new decision.",
    "decisionId",
  );
}

/** A decision of a circle, as far as a mandate asks of it. */
type Deciding = { readonly isAgreed: boolean; readonly rung: number };

/** Only what people agreed on, in the circle and with power, lets credits come into being. */
export function checkAgreed({
  isAgreed,
  rung,
}: Deciding): Refusal<"MANDATE_NOT_AGREED"> | undefined {
  if (isAgreed && rung >= lowestDecidingRung) return undefined;
  return refuse(
    "MANDATE_NOT_AGREED",
    isAgreed
      ? "People were asked or told here, but they did not decide."
      : "The circle did not agree to this, or it was overridden.",
    `Let the circle decide together, so that the decision reaches rung ${lowestDecidingRung}.`,
    "decisionId",
  );
}

/** What comes into being is what was decided on, and no more: people saw it when they decided. */
export function checkDecidedCredits(
  credits: readonly CreditsDecided[],
  { purpose, quarter, minutes }: CreditsDecided,
): Refusal<"MANDATE_NOT_AGREED"> | undefined {
  const decided = credits.find((one) => one.purpose === purpose && one.quarter === quarter);
  if (!decided) {
    return refuse(
      "MANDATE_NOT_AGREED",
      `This decision says nothing of ${purpose.toLowerCase()} in ${quarter}.`,
      "Name the decision that does, or let the circle decide on it.",
      "decisionId",
    );
  }
  if (minutes <= decided.minutes) return undefined;
  return refuse(
    "MANDATE_NOT_AGREED",
    `The circle decided on ${decided.minutes} minutes.`,
    `Use ${decided.minutes} minutes or fewer.`,
    "minutes",
  );
}

export const decisionOf = (facts: DecisionFacts, { minutes, by, now }: Recording) => ({
  ...facts,
  grantedMinutes: minutes,
  recordedAt: now,
  recordedBy: by,
});

/** What was issued under a mandate stays covered by it, whatever is decided later. */
export function amend(
  mandate: Mandate,
  facts: DecisionFacts,
  recording: Recording & { readonly issuedMinutes: number },
): Mandate | Refusal<"ISSUANCE_EXHAUSTED" | "STATE_TRANSITION_INVALID"> {
  if (mandate.decisions.length >= mostDecisions) {
    return wrongState(
      `This mandate was changed ${mostDecisions} times already.`,
      "Leave it as it is until the next quarter.",
    );
  }
  if (recording.minutes < recording.issuedMinutes) {
    return refuse(
      "ISSUANCE_EXHAUSTED",
      `${recording.issuedMinutes} minutes were given out under this mandate already.`,
      `Use ${recording.issuedMinutes} minutes or more.`,
      "minutes",
    );
  }
  return {
    ...mandate,
    grantedMinutes: recording.minutes,
    decisions: [...mandate.decisions, decisionOf(facts, recording)],
  };
}

/** The answer where nothing was decided for a purpose and quarter. */
export const noMandate = (
  purpose: MandatePurpose,
  quarter: string,
): Refusal<"MANDATE_NOT_AGREED"> =>
  refuse(
    "MANDATE_NOT_AGREED",
    `Nothing was decided for ${purpose.toLowerCase()} in ${quarter}.`,
    "Ask the circle to decide, then record the mandate first.",
  );

/** The answer where what was decided was overridden since. What was given out stays. */
export const stoppedMandate = (): Refusal<"MANDATE_NOT_AGREED"> =>
  refuse(
    "MANDATE_NOT_AGREED",
    "The decision that this mandate rests on was overridden.",
    "Let the circle decide again, then name the new decision in the mandate.",
  );

/** Allocations are for now: a quarter that ended has its next mandate, one to come its own day. */
export function checkAllocationQuarter(
  quarter: string,
  now: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  const present = quarterOf(dateOf(now));
  if (quarter === present) return undefined;
  return invalid(
    "Credits are given out for the present quarter only.",
    `Use ${present}.`,
    "quarter",
  );
}

/** An organisation gives back what it was given, and no more. */
export function giveBack(
  heldMinutes: number,
  minutes: number,
): number | Refusal<"RETURN_TOO_LARGE"> {
  if (minutes <= heldMinutes) return heldMinutes - minutes;
  return refuse(
    "RETURN_TOO_LARGE",
    heldMinutes === 0
      ? "Nothing that was given for this is left to give back."
      : `Only ${heldMinutes} minutes were given for this and not given back yet.`,
    heldMinutes === 0
      ? "Check the purpose and the quarter."
      : `Give back ${heldMinutes} minutes or less.`,
    "minutes",
  );
}

function quarterAfter(quarter: string): string {
  const year = Number(quarter.slice(0, 4));
  const number = Number(quarter.slice(6));
  return number === 4 ? `${year + 1}-Q1` : `${year}-Q${number + 1}`;
}
