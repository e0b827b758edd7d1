import {
  addDays,
  dateOf,
  daysBetween,
  invalid,
  quarterOf,
  type Refusal,
  refuse,
} from "../../kernel/index.ts";
import type { CareWeek } from "../model/index.ts";

/** How far back a week of care may lie: two quarters. */
const careWeeksBack = 26;

type ReportedWeek = Pick<CareWeek, "weekStarting" | "reportedMinutes">;

/** Weeks that have begun, not too long ago, and that one mandate covers. */
export function checkCareWeeks(
  weeks: readonly ReportedWeek[],
  now: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  const earliest = dateOf(addDays(now, -careWeeksBack * 7));
  const first = weeks[0];
  for (const [place, { weekStarting }] of weeks.entries()) {
    const at = `weeks.${place}.weekStarting`;
    if (weekStarting > dateOf(now)) {
      return invalid("This week has not begun.", "Give weeks that have begun.", at);
    }
    if (weekStarting < earliest) {
      return invalid("This week is too long ago.", `Give weeks from ${earliest} on.`, at);
    }
    if (first && quarterOf(weekStarting) !== quarterOf(first.weekStarting)) {
      return invalid(
        "These weeks lie in different quarters.",
        "Send the weeks of each quarter by themselves.",
        at,
      );
    }
  }
  return undefined;
}

/**
 * Credits care hour for hour, up to the hub's weekly limit.
 *
 * The reported minutes are kept beside: what was given is never made smaller, only what is
 * credited is limited, and both are shown.
 */
export function creditCare(
  weeks: readonly ReportedWeek[],
  weeklyCareMinutes: number,
): CareWeek[] | Refusal<"MANDATE_NOT_AGREED"> {
  if (weeklyCareMinutes === 0) {
    return refuse(
      "MANDATE_NOT_AGREED",
      "This hub has decided to credit no care for now.",
      "Ask the hub to set a weekly limit above 0.",
    );
  }
  return [...weeks]
    .sort((a, b) => (a.weekStarting < b.weekStarting ? -1 : 1))
    .map((week) => ({
      ...week,
      creditedMinutes: Math.min(week.reportedMinutes, weeklyCareMinutes),
    }));
}

export const creditedMinutesOf = (weeks: readonly CareWeek[]): number =>
  weeks.reduce((sum, week) => sum + week.creditedMinutes, 0);

/** The answer when a week would be credited a second time. */
export const alreadyRecognised = (week: string, place: number): Refusal<"ALREADY_RECOGNISED"> =>
  refuse(
    "ALREADY_RECOGNISED",
    `The week from ${week} was credited before.`,
    "Leave this week out.",
    `weeks.${place}.weekStarting`,
  );

/** What happened has happened, and lately enough for the hub to take it in. */
export function checkHappenedOn(
  happenedOn: string,
  now: string,
  latestEntryDays: number,
): Refusal<"VALIDATION_FAILED"> | undefined {
  const age = daysBetween(happenedOn, now);
  if (age < 0) {
    return invalid("This day lies in the future.", "Give today or a day before.", "happenedOn");
  }
  if (age <= latestEntryDays) return undefined;
  return invalid(
    `This was more than ${latestEntryDays} days ago.`,
    `Give a day from ${dateOf(addDays(now, -latestEntryDays))} on.`,
    "happenedOn",
  );
}
