import {
  dateOf,
  forbidden,
  invalid,
  type Refusal,
  refuse,
  wrongState,
} from "../../kernel/index.ts";
import {
  type Action,
  type Artefact,
  type ClosedDecision,
  type Decision,
  mostChanges,
  type OpenedDecision,
  type Position,
  type Stance,
} from "../model/index.ts";
import { isQuorate, judge, tallyOf, type Voter } from "./judging.ts";
import { rungOf } from "./rung.ts";

/** What has to be done before people can decide. Those of it that are not done, in words. */
export function missingBefore(steps: {
  readonly hasBegun: boolean;
  readonly isAttended: boolean;
  readonly isInformed: boolean;
  readonly viewsSought: string | undefined;
  readonly viewsAnswered: string | undefined;
}): Refusal<"PRECONDITION_FAILED"> | undefined {
  const missing = [
    steps.hasBegun ? [] : ["the session has not begun"],
    steps.isAttended ? [] : ["nobody is written down as there"],
    steps.isInformed ? [] : ["the information was not shared in time, and not waived"],
    steps.viewsSought === undefined ? ["nobody's views were sought before"] : [],
    steps.viewsAnswered === undefined ? ["the views were not answered"] : [],
  ].flat();
  if (missing.length === 0) return undefined;
  return refuse(
    "PRECONDITION_FAILED",
    `People cannot decide yet: ${missing.join("; ")}.`,
    "Do these first, then open the decision.",
  );
}

/** One thing is decided once, and by one vote at a time. */
export function whyNotDecide({
  agreedInId,
  openDecisionId,
}: Pick<Artefact, "agreedInId" | "openDecisionId">):
  | Refusal<"STATE_TRANSITION_INVALID" | "DECISION_OPEN">
  | undefined {
  if (agreedInId !== undefined) {
    return wrongState("This was agreed already.", "Put forward a new one for what has changed.");
  }
  if (openDecisionId === undefined) return undefined;
  return refuse(
    "DECISION_OPEN",
    "People are deciding on this already.",
    "Close that decision first.",
    "artefactId",
  );
}

type Saying = {
  readonly stance: Stance;
  readonly reason: string | undefined;
  readonly spoken: Position["spoken"];
  readonly at: string;
};

/**
 * A seat changes its mind: what it said before stays beside, with what was answered to that. What
 * somebody said themselves is changed by nobody else.
 */
export function saidAnew(
  position: Position,
  { stance, reason, spoken, at }: Saying,
): Position | Refusal<"FORBIDDEN" | "TOO_MANY_CHANGES"> {
  if (spoken && !position.spoken) {
    return forbidden(
      "This person said themselves what they think.",
      "Let them change it themselves.",
      "seatId",
    );
  }
  if (position.earlier.length >= mostChanges) {
    return refuse(
      "TOO_MANY_CHANGES",
      `This position was changed ${mostChanges} times already.`,
      "It stays as it is now.",
    );
  }
  const { stance: was, reason: why, at: then, earlier } = position;
  const { answer, spoken: heard, takenBackAt } = position;
  const before = { stance: was, reason: why, at: then, answer, spoken: heard, takenBackAt };
  return {
    ...{ ...position, stance, reason, spoken, at },
    ...{ answer: undefined, takenBackAt: undefined, earlier: [...earlier, before] },
  };
}

/** The member says that this was never theirs. What they said themselves since stays. */
export const takenBack = (
  position: Position,
  heardAt: string,
  now: string,
): Position | undefined =>
  position.spoken && position.at === heardAt && position.takenBackAt === undefined
    ? { ...position, takenBackAt: now }
    : undefined;

/** What counts of what was said. */
const standing = (positions: readonly Position[]): readonly Position[] =>
  positions.filter(({ takenBackAt }) => takenBackAt === undefined);

/** What became of an objection: said once, so that no answer takes the place of another. */
export function answered(
  position: Position,
  answer: { readonly text: string; readonly at: string },
): Position | Refusal<"STATE_TRANSITION_INVALID"> {
  if (position.stance !== "OBJECT" || position.takenBackAt !== undefined) {
    return wrongState("This seat does not object.", "Read the positions again.");
  }
  if (position.answer) {
    return wrongState("This objection was answered already.", "Read the answer.");
  }
  return { ...position, answer };
}

type Closing = {
  readonly voters: readonly Voter[];
  readonly positions: readonly Position[];
  readonly decidedAt: ClosedDecision["decidedAt"];
  readonly now: string;
};

/** The end of the vote: whatever the circle's rule makes of what was said by who was there. */
export function close(
  decision: OpenedDecision,
  { voters, positions, decidedAt, now }: Closing,
): ClosedDecision {
  const tally = tallyOf(voters, standing(positions));
  const outcome = judge(tally, decision.terms);
  const rung = rungAfter(decision, { tally, decidedAt, isOverridden: false });
  return { ...decision, status: outcome, outcome, tally, rung, decidedAt, closedAt: now };
}

/** A decision opens only when views were sought and people were informed. */
const rungAfter = (
  { terms }: Pick<Decision, "terms">,
  how: Pick<ClosedDecision, "tally" | "decidedAt"> & { readonly isOverridden: boolean },
): number =>
  rungOf({
    share: { part: how.tally.serviceUsersPresent, whole: how.tally.votingPresent },
    minServiceUsers: terms.minServiceUsers,
    ...{ holdsBudget: terms.holdsBudget, hasVeto: terms.hasVeto, isBinding: terms.isBinding },
    isJointRule: terms.rule !== "MAJORITY",
    isQuorate: isQuorate(how.tally, terms),
    ...{ areViewsSought: true, isInformed: true },
    changesMinds: terms.changesMinds,
    isDecidedInCircle: how.decidedAt.place === "IN_CIRCLE",
    isOverridden: how.isOverridden,
  });

/** Somebody with power does not do what was agreed. What was agreed stays on record. */
export function override(
  decision: Decision,
  overriding: { readonly body: string; readonly reason: string; readonly at: string },
): ClosedDecision | Refusal<"STATE_TRANSITION_INVALID"> {
  if (decision.status !== "AGREED") {
    return wrongState("Only what was agreed can be overridden.", "Read the decision again.");
  }
  const rung = rungAfter(decision, { ...decision, isOverridden: true });
  return { ...decision, status: "OVERRIDDEN", rung, overriding };
}

type Completing = { readonly evidence?: string | undefined; readonly result?: string | undefined };

/** Done, with what shows it. What was done without evidence can be shown later. */
export function complete(
  action: Action,
  { evidence, result }: Completing,
  now: string,
): Action | Refusal<"STATE_TRANSITION_INVALID"> {
  if (action.evidence !== undefined) {
    return wrongState("This was done, and shown.", "Nothing needs to be done.");
  }
  return {
    ...action,
    status: "DONE",
    doneAt: action.doneAt ?? now,
    evidence,
    result: result ?? action.result,
  };
}

/** The answer where something needs what people agreed, and they did not. */
export const notAgreed = (): Refusal<"DECISION_NOT_AGREED"> =>
  refuse(
    "DECISION_NOT_AGREED",
    "Nothing follows from this: it was not agreed, or was overridden.",
    "Let the circle agree first.",
    "decisionId",
  );

/** The furthest ahead that something can be due. */
const longestAhead = 5;

export function checkDueOn(dueOn: string, now: string): Refusal<"VALIDATION_FAILED"> | undefined {
  if (dueOn < dateOf(now)) {
    return invalid("This day has passed.", "Give a day from today on.", "dueOn");
  }
  return Number(dueOn.slice(0, 4)) - Number(now.slice(0, 4)) <= longestAhead
    ? undefined
    : invalid("That is too far away.", `Give a day within ${longestAhead} years.`, "dueOn");
}
