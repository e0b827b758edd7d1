/**
 * An expected no: the request was understood and the answer is that it may not be done.
 *
 * A refusal is a value, never an exception, so the compiler makes every caller look at it.
 * Nothing is written when a refusal is given. `code` is a value of the schema's `ErrorCode`.
 */
export type Refusal<Code extends string = string> = {
  readonly kind: "Refusal";
  readonly code: Code;
  /** What stands in the way, in words a ten-year-old can read. */
  readonly message: string;
  /** What the person can do about it, in the same plain words. */
  readonly remedy: string;
  /** Where in the input it is, as the names a client sent: `["input", "minutes"]`. */
  readonly path: readonly string[];
};

/** Says no. `at` is the field under `input` that the no is about, dotted when nested. */
export function refuse<const Code extends string>(
  code: Code,
  message: string,
  remedy: string,
  at?: string,
): Refusal<Code> {
  return { kind: "Refusal", code, message, remedy, path: pathOf(at) };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "Refusal";
}

/**
 * The one answer to "there is no such thing" and to "that is not for you to see".
 *
 * It must be word for word the same in both cases: whoever may not know of a thing must not
 * learn from the answer that it exists.
 */
export const notFound = (at?: string): Refusal<"NOT_FOUND"> =>
  refuse(
    "NOT_FOUND",
    "We could not find that.",
    "Check the id. You may need to sign in as someone who can see it.",
    at,
  );

/** The answer to someone who may see the thing but may not do this to it. */
export const forbidden = (message: string, remedy: string, at?: string): Refusal<"FORBIDDEN"> =>
  refuse("FORBIDDEN", message, remedy, at);

/** The answer to a caller nobody knows. */
export const signInFirst = (): Refusal<"SIGN_IN_REQUIRED"> =>
  refuse("SIGN_IN_REQUIRED", "You need to sign in to do this.", "Sign in, then try again.");

/** The answer to a machine that wants to come in as people do. */
export const peopleOnly = (): Refusal<"FORBIDDEN"> =>
  forbidden("Only people can do this, and you are a machine.", "Sign in as a person.");

/** The answer to input that has the right type and cannot be right. */
export const invalid = (
  message: string,
  remedy: string,
  at?: string,
): Refusal<"VALIDATION_FAILED"> => refuse("VALIDATION_FAILED", message, remedy, at);

/** The answer to someone who decides on what they read before somebody else changed it. */
export const changedSince = (): Refusal<"CONFLICT_VERSION"> =>
  refuse(
    "CONFLICT_VERSION",
    "Somebody changed this after you last looked.",
    "Read it again, then decide.",
    "version",
  );

/** The answer to a thing that is not in a state where this can be done. */
export const wrongState = (message: string, remedy: string): Refusal<"STATE_TRANSITION_INVALID"> =>
  refuse("STATE_TRANSITION_INVALID", message, remedy);

function pathOf(at: string | undefined): readonly string[] {
  return at === undefined ? ["input"] : ["input", ...at.split(".")];
}
