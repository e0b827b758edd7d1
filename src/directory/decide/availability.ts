import { dateOf, daysBetween, invalid, type Refusal } from "../../kernel/index.ts";
import type { Availability } from "../model/index.ts";

/** Nobody can keep a promise that lies further ahead. */
export const mostDaysAhead = 400;

/** Single days lie between today and the furthest day anybody can promise. */
export function whyNotThen(
  availability: Availability | undefined,
  now: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  for (const [place, { date }] of (availability?.dates ?? []).entries()) {
    const ahead = daysBetween(dateOf(now), date);
    const at = `availability.dates.${place}.date`;
    if (ahead < 0) {
      return invalid("This day is already past.", "Choose today or a day still to come.", at);
    }
    if (ahead > mostDaysAhead) {
      const remedy = `Choose a day within the next ${mostDaysAhead} days.`;
      return invalid("This day is too far ahead.", remedy, at);
    }
  }
  return undefined;
}
