import { dateOf, daysBetween, invalid, type Refusal, refuse } from "../../kernel/index.ts";
import type { CoreMonth, CoreWork } from "../model/index.ts";
import { type Counts, changeOf } from "./bands.ts";

/** How many days later something is still written down. */
const daysBack = 31;

export function checkDay(
  happenedOn: string,
  now: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  const age = daysBetween(happenedOn, now);
  if (age >= 0 && age <= daysBack) return undefined;
  return invalid(
    age < 0 ? "This day lies in the future." : `This was more than ${daysBack} days ago.`,
    `Give a day up to ${dateOf(now)}, at most ${daysBack} days ago.`,
    "happenedOn",
  );
}

export const alreadyWritten = (): Refusal<"ALREADY_WRITTEN"> =>
  refuse(
    "ALREADY_WRITTEN",
    "There is a line for this kind of work on this day.",
    "Take that line back first, then write it anew.",
    "happenedOn",
  );

type Sums = Pick<
  CoreMonth,
  "careMinutes" | "otherMinutes" | "recognisedMinutes" | "creditedMinutes"
>;

/**
 * What a member did in a month. Care that was recognised may be the care in the diary, so it is
 * the greater of both and not their sum; what is credited is never more than what was reported.
 */
export const reportedIn = ({ careMinutes, otherMinutes, recognisedMinutes }: Sums): number =>
  Math.max(careMinutes, recognisedMinutes) + otherMinutes;

/** What changes in a place's counts by a member's month. */
export const countsOfMonth = (before: Sums, after: Sums): Counts => ({
  ...changeOf("REPORTED", reportedIn(before), reportedIn(after)),
  ...changeOf("CREDITED", before.creditedMinutes, after.creditedMinutes),
});

/** What a line adds to its month, or takes from it. */
export const sumsOfLine = (
  { kind, minutes = 0 }: Pick<CoreWork, "kind" | "minutes">,
  sign: 1 | -1 = 1,
) => (kind === "CARE" ? { careMinutes: sign * minutes } : { otherMinutes: sign * minutes });

/** A line taken back: nothing that was in it is left. */
export const withdrawn = (line: CoreWork): CoreWork => ({
  ...line,
  kind: undefined,
  happenedOn: undefined,
  minutes: undefined,
  isWithdrawn: true,
});
