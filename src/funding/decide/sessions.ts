import { dateOf, type Refusal, wrongState } from "../../kernel/index.ts";

/** What has to be known of a session of a circle. */
type Session = { readonly startsAt: string; readonly minutes?: number | undefined };

/** One who was there, and whether somebody else paid them for it. */
type Present = { readonly seatId: string; readonly isPaid: boolean };

/** What became of one who was there. */
export type Outcome =
  | "CREDITED"
  | "WAITING"
  | "REFUSED"
  | "IN_PAID_TIME"
  | "WITHOUT_ACCOUNT"
  | "OF_ANOTHER_HUB";

/** The account that a seat's hours go to, where the person who sits there has one. */
export type Sitter = { readonly hubId: string } | undefined;

/** Can this be credited at all: is it over, and does everybody know how long it took? */
export function whyNotCreditSession(
  { startsAt, minutes }: Session,
  now: string,
): Refusal<"STATE_TRANSITION_INVALID"> | undefined {
  if (startsAt > now) {
    return wrongState("This session has not begun.", "Credit it when it is over.");
  }
  if (minutes !== undefined) return undefined;
  return wrongState(
    "How long this session took is not written down.",
    "Ask the facilitator to write it down with who was there.",
  );
}

/** The day it happened on. */
export const dayOf = ({ startsAt }: Pick<Session, "startsAt">): string => dateOf(startsAt);

/** What is known of one who was there before the ledger is asked. */
export function outcomeOf(
  { seatId, isPaid }: Present,
  its: {
    readonly credited: ReadonlySet<string>;
    readonly sitter: Sitter;
    /** The hub whose people this mandate or sponsor credits. */
    readonly hubId: string;
  },
): Outcome {
  if (its.credited.has(seatId)) return "CREDITED";
  if (isPaid) return "IN_PAID_TIME";
  if (!its.sitter) return "WITHOUT_ACCOUNT";
  return its.sitter.hubId === its.hubId ? "WAITING" : "OF_ANOTHER_HUB";
}

/** Where this stops one, it stops everybody after them: all are credited the same minutes. */
const forAll: ReadonlySet<string> = new Set([
  "ISSUANCE_EXHAUSTED",
  "INSUFFICIENT_CREDIT",
  "BUSY_TRY_AGAIN",
]);

export const stopsAll = (
  code: string,
): code is "ISSUANCE_EXHAUSTED" | "INSUFFICIENT_CREDIT" | "BUSY_TRY_AGAIN" => forAll.has(code);
