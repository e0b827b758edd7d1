import { addDays, forbidden, invalid, type Refusal, type Viewer } from "../../kernel/index.ts";
import type { Term } from "../model/index.ts";

/** The furthest ahead a role can begin. */
const longestAheadDays = 366;

/** Has this begun, and not run out? At the very moment of `until` it is over. */
export const isInForce = ({ startsAt, until }: Term, now: string): boolean =>
  (startsAt === undefined || startsAt <= now) && !hasRunOut({ until }, now);

/** Nothing has to happen at `until`: whoever asks afterwards is asked by the clock. */
export const hasRunOut = ({ until }: Pick<Term, "until">, now: string): boolean =>
  until !== undefined && until <= now;

/** A role begins now or later, and ends after it began. */
export function checkTerm(
  { startsAt, until }: Term,
  now: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  if (startsAt !== undefined && startsAt < now) {
    return invalid(
      "A role cannot begin in the past.",
      "Leave startsAt out to begin now, or choose a later moment.",
      "startsAt",
    );
  }
  if (startsAt !== undefined && startsAt > addDays(now, longestAheadDays)) {
    return invalid("This is more than a year ahead.", "Choose an earlier moment.", "startsAt");
  }
  if (until === undefined || until > (startsAt ?? now)) return undefined;
  return invalid(
    "A role ends after it begins.",
    "Choose a later moment, or leave until out for a role without an end.",
    "until",
  );
}

/**
 * Whoever looks after a place for a time makes nobody its steward for longer. Other roles are the
 * place's own and may outlast the steward who gave them.
 */
export function checkReachInTime(
  viewer: Viewer,
  wish: { readonly role: string; readonly until?: string | undefined },
  path: readonly string[],
): Refusal<"FORBIDDEN"> | undefined {
  if (wish.role !== "STEWARD" || viewer.isFirstSteward) return undefined;
  const own = viewer.roles.filter((one) => one.role === "STEWARD" && path.includes(one.scopeId));
  const coversIt = (until: string | undefined) =>
    until === undefined || (wish.until !== undefined && wish.until <= until);
  if (own.some(({ until }) => coversIt(until))) return undefined;
  return forbidden(
    "You can make somebody a steward only for as long as you are one here.",
    "Choose an earlier moment for until, or ask another steward.",
    "until",
  );
}
