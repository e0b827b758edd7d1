import { BadRequest } from "../../kernel/index.ts";

/** Nothing that was begun this long ago is still under way. */
const settledAfterMillis = 60_000;

/** The latest moment whose books are settled: nothing more is recorded at it or before. */
export const settledBefore = (now: string): string =>
  new Date(Date.parse(now) - settledAfterMillis).toISOString();

/**
 * The moment that somebody asks about. A request carries the moment at which it began until it is
 * done, and the functions end it long before a minute has passed; so what was recorded up to a
 * minute ago is all there, and the books as of then never change again.
 */
export function momentAsked(asOf: string | null | undefined, now: string): string {
  const latest = settledBefore(now);
  if (asOf === undefined || asOf === null) return latest;
  if (asOf <= latest) return asOf;
  throw new BadRequest(
    "The books of this moment are not settled yet.",
    "Name a moment at least one minute ago, or leave asOf out.",
  );
}
