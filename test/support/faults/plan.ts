import { createHash } from "node:crypto";

/** What can go wrong between us and the engine, or with us. */
export const faultKinds = [
  /** It never reaches the engine. */
  "LOST_REQUEST",
  /** The engine has done it and nobody hears so. */
  "LOST_ANSWER",
  /** The engine asks to slow down. */
  "THROTTLE",
  /** The engine says 500, and has done nothing. */
  "INTERNAL_ERROR",
  /** A transaction holds one of the items at this moment. */
  "CONFLICT",
  /** A transaction is cancelled for several reasons at once. */
  "CANCELLED_FOR_MANY",
  /** A batch read brings only some of its items and names the rest. */
  "PART_OF_A_BATCH",
  /** An index does not show the last writes yet. */
  "LATE_INDEX",
  /** The clock on the wall is put forward or back, in the middle of a request. */
  "CLOCK_JUMP",
  /** The process ends before this step. */
  "DEATH_BEFORE",
  /** The engine does this step, and the process ends before it hears of it. */
  "DEATH_AFTER",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** How often each kind was met. */
export type Tally = { [kind in FaultKind]: number };

export const noFaults = (): Tally => ({
  LOST_REQUEST: 0,
  LOST_ANSWER: 0,
  THROTTLE: 0,
  INTERNAL_ERROR: 0,
  CONFLICT: 0,
  CANCELLED_FOR_MANY: 0,
  PART_OF_A_BATCH: 0,
  LATE_INDEX: 0,
  CLOCK_JUMP: 0,
  DEATH_BEFORE: 0,
  DEATH_AFTER: 0,
});

/** How often each kind comes, in a thousand of the engine calls it can come to. */
export type Mixture = { readonly [kind in FaultKind]?: number };

/** How often each kind may come at most, where histories draw their own mixture. */
export const mostOften: Readonly<Tally> = {
  LOST_REQUEST: 60,
  LOST_ANSWER: 200,
  THROTTLE: 60,
  INTERNAL_ERROR: 60,
  CONFLICT: 150,
  CANCELLED_FOR_MANY: 150,
  PART_OF_A_BATCH: 300,
  LATE_INDEX: 500,
  CLOCK_JUMP: 50,
  DEATH_BEFORE: 20,
  DEATH_AFTER: 20,
};

/** From 0 (possible) up to 1 (not possible), always in the same order for the same words. */
export type Dice = () => number;

/**
 * A row of numbers that depends on these words alone. What happens to a call is drawn from the
 * seed, the request and the number of the call in it, so that it does not depend on what other
 * requests do meanwhile, and a seed brings the same faults again.
 */
export function diceFrom(...words: readonly (string | number)[]): Dice {
  let state = createHash("sha256").update(words.join(" ")).digest().readUInt32LE();
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 up to but not including `limit`. */
export const below = (dice: Dice, limit: number): number => Math.floor(dice() * limit);

/** The fault that this call meets, if any; never two at once. */
export function drawFault(
  mixture: Mixture,
  dice: Dice,
  canMeet: (kind: FaultKind) => boolean,
): FaultKind | undefined {
  let place = dice() * 1000;
  for (const kind of faultKinds) {
    if (!canMeet(kind)) continue;
    place -= mixture[kind] ?? 0;
    if (place < 0) return kind;
  }
  return undefined;
}

/** Some of the kinds, each as often as the dice say. */
export const mixtureFrom = (dice: Dice): Mixture =>
  Object.fromEntries(
    faultKinds.flatMap((kind) => (dice() < 0.7 ? [[kind, below(dice, mostOften[kind])]] : [])),
  );
