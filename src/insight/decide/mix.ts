/** Hours of one kind of working together, as they are told. */
export type ModeHours<Mode extends string = string> = {
  readonly mode: Mode;
  readonly citizenMinutes: number;
  readonly staffMinutes: number;
};

/**
 * Each kind's part in a hundred, of those in which anything was done. The parts add up to exactly
 * 100: what rounding down leaves over goes to those that lost most by it.
 */
export function mix<Mode extends string>(all: readonly ModeHours<Mode>[]) {
  const done = all.filter((one) => sum(one) > 0);
  const whole = done.reduce((total, one) => total + sum(one), 0);
  const parts = done.map((one) => (sum(one) * 100) / whole);
  const left = 100 - parts.reduce((total, part) => total + Math.floor(part), 0);
  const lost = parts.map((part, at) => ({ at, by: part % 1 })).toSorted((a, b) => b.by - a.by);
  const raised = new Set(lost.slice(0, left).map(({ at }) => at));
  return done.map((one, at) => ({
    ...one,
    percent: Math.floor(parts[at] ?? 0) + (raised.has(at) ? 1 : 0),
  }));
}

const sum = ({ citizenMinutes, staffMinutes }: ModeHours): number => citizenMinutes + staffMinutes;
