/*
 * Are two large piles of numbers the same, one from the entries and one from the journal entries?
 * Each number is multiplied with a hash of what it belongs to and added in one of 65,536 buckets,
 * the other pile is taken away, and all buckets must end at zero. That takes one megabyte however
 * large the piles are; only the lines of buckets that do not end at zero are looked at again.
 */

const bucketBits = 16;
export const bucketCount = 1 << bucketBits;

export type Buckets = {
  /** Chosen anew for each run, so that nobody can prepare two things with the same hash. */
  readonly seed: number;
  readonly low: Int32Array;
  readonly high: Int32Array;
};

export const emptyBuckets = (seed: number): Buckets => ({
  seed,
  low: new Int32Array(bucketCount),
  high: new Int32Array(bucketCount),
});

/** Two hashes of 32 bits, made in one go; overwritten by the next. */
const made = { low: 0, high: 0 };

function mix(text: string, low: number, high: number): void {
  let a = low;
  let b = high;
  for (let place = 0; place < text.length; place++) {
    const letter = text.charCodeAt(place);
    a = Math.imul(a ^ letter, 0x9e3779b1);
    b = Math.imul(b ^ letter, 0x5f356495);
    a ^= b >>> 15;
    b ^= a >>> 13;
  }
  made.low = a;
  made.high = b;
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** The bucket of what stands at a place. */
export function bucketOf({ seed }: Buckets, place: string): number {
  mix(place, 0x2545f491 ^ seed, 0x6c62272e);
  return finish(made.low ^ made.high) & (bucketCount - 1);
}

/** Adds an amount for what is said of a place. The same taken away later leaves the bucket as it was. */
export function add(buckets: Buckets, place: string, said: string, amount: number): void {
  mix(place, 0x2545f491 ^ buckets.seed, 0x6c62272e);
  const bucket = finish(made.low ^ made.high) & (bucketCount - 1);
  mix(said, made.low, made.high);
  const low = (buckets.low[bucket] ?? 0) + Math.imul(finish(made.low) | 1, amount);
  const high = (buckets.high[bucket] ?? 0) + Math.imul(finish(made.high) | 1, amount);
  buckets.low[bucket] = low;
  buckets.high[bucket] = high;
}

/** The buckets that do not end at zero. */
export function leftOver({ low, high }: Buckets): readonly number[] {
  const found: number[] = [];
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    if (low[bucket] !== 0 || high[bucket] !== 0) found.push(bucket);
  }
  return found;
}
