import { dateOf, weekOf } from "../../kernel/index.ts";
import type { PeriodLimits, Tally } from "../model.ts";

const none: Tally = [0, 0, 0, 0];

/** What names the UTC day, ISO week, month and year of a moment. */
const periodsOf = (moment: string): readonly (string | number)[] => {
  const date = dateOf(moment);
  return [date, weekOf(date), date.slice(0, 7), date.slice(0, 4)];
};

/** A tally as it stands at a later moment: periods that have ended start again at zero. */
export function tallyAt(tally: Tally = none, from: string, now: string): Tally {
  if (from === "" || tally === none) return none;
  if (dateOf(from) === dateOf(now)) return tally;
  const [then, today] = [periodsOf(from), periodsOf(now)];
  const at = (place: 0 | 1 | 2 | 3) => (then[place] === today[place] ? tally[place] : 0);
  return [at(0), at(1), at(2), at(3)];
}

export const addToTally = ([day, week, month, year]: Tally, minutes: number): Tally => [
  day + minutes,
  week + minutes,
  month + minutes,
  year + minutes,
];

/** How much is left within the tightest limit, or nothing when there is no limit. */
export function leftWithin(limits: PeriodLimits | undefined, tally: Tally): number | undefined {
  const caps = [limits?.day, limits?.week, limits?.month, limits?.year];
  const left = caps.flatMap((cap, place) => (cap === undefined ? [] : [cap - (tally[place] ?? 0)]));
  return left.length > 0 ? Math.min(...left) : undefined;
}
