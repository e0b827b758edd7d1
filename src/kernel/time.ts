/** Moments are ISO 8601 strings in UTC with milliseconds, so they sort as text. */
const dayMillis = 86_400_000;

export const addDays = (moment: string, days: number): string =>
  new Date(Date.parse(moment) + days * dayMillis).toISOString();

export const addMinutes = (moment: string, minutes: number): string =>
  new Date(Date.parse(moment) + minutes * 60_000).toISOString();

/** The date of a moment, or the date itself. */
export const dateOf = (moment: string): string => moment.slice(0, 10);

/** Whole days from one date or moment to another, counted by date; negative when it lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(dateOf(to)) - Date.parse(dateOf(from))) / dayMillis);

/** Minutes from one moment to another; negative when it lies before. */
export const minutesBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / 60_000;

/** Age in whole years on a date, as birthdays count it. */
export function ageOn(bornOn: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return date.slice(5, 10) < bornOn.slice(5, 10) ? years - 1 : years;
}

/** The quarter a date lies in, as `2026-Q1`. */
export const quarterOf = (date: string): string =>
  `${date.slice(0, 4)}-Q${Math.floor((Number(date.slice(5, 7)) + 2) / 3)}`;

/** Numbers the weeks that begin on a Monday, one after another: the same number, the same week. */
export const weekOf = (date: string): number =>
  Math.floor((Date.parse(dateOf(date)) / dayMillis + 3) / 7);

/** The Monday on or before a date. */
export function mondayOf(date: string): string {
  const day = new Date(`${dateOf(date)}T00:00:00.000Z`);
  return dateOf(addDays(day.toISOString(), -((day.getUTCDay() + 6) % 7)));
}
