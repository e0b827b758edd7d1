import { sayMinutes } from "../../kernel/index.ts";
import { availableMinutes, type Head, isBelowFloor } from "../model.ts";
import { givingLeft, roomLeft, spendingLeft } from "./limits.ts";

type LimitWarningCode =
  | "ABOVE_CEILING"
  | "BELOW_FLOOR"
  | "NEAR_CEILING"
  | "NEAR_FLOOR"
  | "NEAR_GIVING_LIMIT"
  | "NEAR_SPENDING_LIMIT";

/** What its holder should hear before something is refused. Stops nothing. */
export type LimitWarning = {
  readonly accountId: string;
  readonly code: LimitWarningCode;
  readonly message: string;
  /** How much is left until it is refused, where there is such an end. */
  readonly minutesLeft?: number;
};

/**
 * A limit is near when an hour or less is left of it: one more hour of help would bring the
 * account to it or past it. Limits are few and far apart, so one rule for all of them is plain.
 */
const nearMinutes = 60;

/**
 * What there is to say of a holder's account at this moment. The hub's own accounts have their
 * limits shown where they are decided on, and an account that has ended has nobody to tell.
 */
export function warningsOf(head: Head, now: string): readonly LimitWarning[] {
  const { account, status } = head;
  const isHeld = account.kind === "MEMBER" || account.kind === "ORGANISATION";
  if (!isHeld || status === "CLOSED") return [];
  return [
    ...belowOrNearFloor(head),
    ...aboveOrNearCeiling(head),
    ...near(head, "NEAR_GIVING_LIMIT", givingLeft(head, now)),
    ...near(head, "NEAR_SPENDING_LIMIT", spendingLeft(head, now)),
  ];
}

function belowOrNearFloor(head: Head): readonly LimitWarning[] {
  if (!isBelowFloor(head)) return near(head, "NEAR_FLOOR", availableMinutes(head));
  const { id } = head.account;
  const message = "The balance is below the lowest one. Giving some hours brings it up again.";
  return [{ accountId: id, code: "BELOW_FLOOR", message }];
}

function aboveOrNearCeiling(head: Head): readonly LimitWarning[] {
  const { id, ceilingMinutes } = head.account;
  if (ceilingMinutes === undefined || head.balanceMinutes <= ceilingMinutes) {
    return near(head, "NEAR_CEILING", roomLeft(head));
  }
  const message = "There are many hours in hand. It is a good time to spend some.";
  return [{ accountId: id, code: "ABOVE_CEILING", message }];
}

type NearCode = Extract<LimitWarningCode, `NEAR_${string}`>;

const inWords: { readonly [code in NearCode]: (left: string) => string } = {
  NEAR_FLOOR: (left) => `${left} can still be spent before some has to be given.`,
  NEAR_CEILING: (left) => `${left} can still come in before some has to be spent.`,
  NEAR_GIVING_LIMIT: (left) => `${left} can still be given for now.`,
  NEAR_SPENDING_LIMIT: (left) => `${left} can still be spent for now.`,
};

function near(head: Head, code: NearCode, left: number | undefined): readonly LimitWarning[] {
  if (left === undefined || left > nearMinutes) return [];
  const minutesLeft = Math.max(0, left);
  const message = inWords[code](sayMinutes(minutesLeft));
  return [{ accountId: head.account.id, code, message, minutesLeft }];
}
