import { addDays } from "../../kernel/index.ts";
import type { Share } from "../model/index.ts";
import { isAtLeast, isMoreThanHalf } from "./judging.ts";

/** What is known of how a decision came about. */
export type PowerFacts = {
  /** Service users among the voting seats that were there. */
  readonly share: Share;
  readonly minServiceUsers: Share;
  readonly holdsBudget: boolean;
  readonly hasVeto: boolean;
  readonly isBinding: boolean;
  /** Does the rule need both sides, so that neither can outvote the other? */
  readonly isJointRule: boolean;
  readonly isQuorate: boolean;
  readonly areViewsSought: boolean;
  readonly isInformed: boolean;
  readonly changesMinds: boolean;
  readonly isDecidedInCircle: boolean;
  readonly isOverridden: boolean;
};

/** No decision that was taken elsewhere, or was taken back, is on a higher rung. */
const highestWithoutPower = 5;

/**
 * The rung of Arnstein's ladder, from facts and from nobody's opinion: the first that holds.
 *
 * 8 citizen control, 7 delegated power, 6 partnership, 5 placation, 4 consultation, 3 informing,
 * 2 therapy, 1 manipulation.
 */
export function rungOf(facts: PowerFacts): number {
  const rung = rungByPower(facts);
  const hasPower = facts.isDecidedInCircle && !facts.isOverridden && facts.isQuorate;
  return hasPower ? rung : Math.min(rung, highestWithoutPower);
}

function rungByPower(facts: PowerFacts): number {
  const isDominant = isMoreThanHalf(facts.share);
  if (facts.holdsBudget && !facts.hasVeto && isDominant) return 8;
  if (facts.isBinding && isDominant) return 7;
  if (facts.isBinding && isJoint(facts) && isAtLeast(facts.share, facts.minServiceUsers)) return 6;
  return rungByTalk(facts);
}

/** By a plain majority it is joint as long as the others are not more than half by themselves. */
const isJoint = ({ isJointRule, share: { part, whole } }: PowerFacts): boolean =>
  isJointRule || part * 2 >= whole;

function rungByTalk(facts: PowerFacts): number {
  if (facts.share.part > 0) return 5;
  if (facts.areViewsSought) return 4;
  if (facts.isInformed) return 3;
  return facts.changesMinds ? 2 : 1;
}

/** Fewer ratings than this say too much about each. */
const leastRatings = 10;

/** How long after the vote people can say how much power they felt they had. */
export const ratingDays = 14;

export const isRatingOpen = ({ closedAt }: { readonly closedAt: string }, now: string): boolean =>
  now <= addDays(closedAt, ratingDays);

/**
 * The middle of how much better or worse people felt than the facts say; nothing for few. Given how
 * many said each rung, from 1 on.
 */
export function gapOf(rung: number, counts: readonly number[]): number | undefined {
  const gaps = counts.flatMap((count, at) => Array.from({ length: count }, () => at + 1 - rung));
  if (gaps.length < leastRatings) return undefined;
  const middle = Math.floor(gaps.length / 2);
  const [low = 0, high = 0] = [gaps[middle - 1], gaps[middle]];
  return gaps.length % 2 === 1 ? high : (low + high) / 2;
}
