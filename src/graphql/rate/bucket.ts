/** How much one caller may ask for, in points of cost. */
export type Rate = {
  /** What a caller may use at once who has asked for nothing for a while. */
  readonly burst: number;
  /** What comes back every minute. */
  readonly perMinute: number;
};

/** What is left for a caller as of a moment, in milliseconds. It fills up again with time. */
export type Bucket = { readonly level: number; readonly at: number };

/** What one instance let a caller have and has not yet taken out of the caller's bucket. */
export type Tab = { readonly points: number; readonly at: number };

const minute = 60_000;

/** Clocks of instances differ by a little. A moment further ahead than this comes from a wrong clock. */
const clocksDiffer = 10_000;

/**
 * A tab is forgotten with time, this many times more slowly than a bucket fills, so that somebody
 * who looks in now and then never costs a write. It is also what a caller gains who spreads
 * requests over many instances: at each, one twentieth of the rate more.
 */
export const forgetsSlower = 20;

/**
 * From here on a tab is taken out of the bucket: 2,000 points for those who signed in, so a caller
 * costs at most one small write for every 2,000 points.
 */
export const settlesFrom = (rate: Rate): number => Math.floor(rate.burst / 15);

/** Whether a stored moment lies so far ahead that only a wrong clock can have written it. */
const isFromWrongClock = (at: number, now: number): boolean => at - now > clocksDiffer;

/**
 * What is in a bucket now. One that nobody has written is full, and so is one that a wrong clock
 * wrote: whatever clocks do, nobody waits longer than the rate alone would make them.
 */
export function levelAt(rate: Rate, bucket: Bucket | undefined, now: number): number {
  if (!bucket || isFromWrongClock(bucket.at, now)) return rate.burst;
  const gone = Math.max(0, now - bucket.at);
  return Math.min(rate.burst, bucket.level + (gone * rate.perMinute) / minute);
}

/** The bucket after this was taken out. It may go below empty, by what instances let through. */
export function without(
  rate: Rate,
  bucket: Bucket | undefined,
  { points, now }: { readonly points: number; readonly now: number },
): Bucket {
  const level = Math.floor(levelAt(rate, bucket, now) - points);
  const at = bucket && !isFromWrongClock(bucket.at, now) ? Math.max(now, bucket.at) : now;
  return { level, at };
}

/** What is still on a tab. */
export function onTab(rate: Rate, { points, at }: Tab, now: number): number {
  const gone = Math.max(0, now - at);
  return Math.max(0, points - (gone * rate.perMinute) / minute / forgetsSlower);
}

/** Whole seconds until so many points have come back. */
export const secondsFor = (rate: Rate, points: number): number =>
  Math.max(1, Math.ceil((points * 60) / rate.perMinute));

/** The second from which a bucket is full again, so that keeping it tells nothing. */
export const fullFrom = (rate: Rate, { level, at }: Bucket): number =>
  Math.ceil(at / 1000) + secondsFor(rate, rate.burst - level);
