import {
  addMonths,
  changedSince,
  forbidden,
  invalid,
  type Refusal,
  wrongState,
} from "../../kernel/index.ts";
import type {
  CorrectionRequest,
  DecideCorrection,
  OpenCorrection,
  RequestCorrection,
} from "../model/index.ts";

type Tie = "SELF" | "GUARDIAN" | "BROKER";

/** The person or their guardian says so; a broker writes down what they were told. */
export function whyNotRequest(
  tie: Tie,
  { spoken }: Pick<RequestCorrection, "spoken">,
): Refusal<"FORBIDDEN"> | undefined {
  if (tie !== "BROKER" || spoken !== undefined) return undefined;
  return forbidden(
    "Only the person can say what is wrong.",
    "If they told you, say in spoken how you heard it.",
    "spoken",
  );
}

/** An answer is due within a month: UK GDPR Article 12(3). */
export const asked = (
  wish: RequestCorrection,
  its: Pick<OpenCorrection, "id" | "hubId" | "askedAs" | "receipts"> & { readonly now: string },
): OpenCorrection => {
  const { now, ...rest } = its;
  const { memberId, subject, statement, spoken } = wish;
  return {
    status: "OPEN",
    ...rest,
    ...{ memberId, subject, statement, askedAt: now, dueAt: addMonths(now, 1), version: 1 },
    ...(spoken === undefined ? {} : { spoken }),
  };
};

/** A broker of the hub answers, and not for themselves or a child of theirs. */
export const whyNotDecide = (tie: Tie): Refusal<"FORBIDDEN"> | undefined =>
  tie === "BROKER"
    ? undefined
    : forbidden(
        "Only a broker of this hub can answer this.",
        "Ask a broker, and not about yourself.",
      );

/** The answer of the hub. What was put right is told apart from what stays, with the reason. */
export function decided(
  request: CorrectionRequest,
  wish: DecideCorrection,
  now: string,
):
  | CorrectionRequest
  | Refusal<"CONFLICT_VERSION" | "STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  if (wish.version !== request.version) return changedSince();
  if (request.status !== "OPEN") {
    return wrongState("This was answered already.", "The person can ask again.");
  }
  const missing = whatIsMissing(request, wish);
  if (missing) return missing;
  const { status: _open, ...rest } = request;
  return {
    ...rest,
    status: wish.isCorrected ? "CORRECTED" : "REFUSED",
    answer: wish.answer,
    answeredAt: now,
    version: request.version + 1,
  };
}

/** What nothing else can change is put right here, and what is put right is what was asked about. */
function whatIsMissing(
  { subject }: CorrectionRequest,
  { isCorrected, ...wish }: DecideCorrection,
): Refusal<"VALIDATION_FAILED"> | undefined {
  const fields = { BIRTH: "bornOn", INTERVIEW: "interviewNote", REFERENCE: "reference" } as const;
  for (const [about, field] of Object.entries(fields)) {
    const words = wish[field];
    if (subject === about && isCorrected && words === undefined) {
      return invalid("It is not said what is right.", "Fill it in.", field);
    }
    if (subject !== about && words !== undefined) {
      return invalid("This is not what was asked about.", "Leave it out.", field);
    }
  }
  // A person's own name they change themselves, so not every answer about a name has one in it.
  return subject !== "NAME" && wish.helperName !== undefined
    ? invalid("This is not what was asked about.", "Leave it out.", "helperName")
    : undefined;
}

export const isOverdue = ({ status, dueAt }: CorrectionRequest, now: string): boolean =>
  status === "OPEN" && dueAt < now;
