import { minutesBetween, type Refusal, refuse } from "../../kernel/index.ts";
import { availableMinutes, type EntryKind, type Head } from "../model.ts";
import { leftWithin, tallyAt } from "./periods.ts";

export type LedgerCode =
  | "ACCOUNT_CLOSED"
  | "ACCOUNT_FROZEN"
  | "CEILING_REACHED"
  | "FEDERATION_LIMIT"
  | "GIVING_LIMIT_REACHED"
  | "INSUFFICIENT_CREDIT"
  | "ISSUANCE_EXHAUSTED"
  | "SPENDING_LIMIT_REACHED"
  | "TOO_SOON";

/** Help given: what limits on giving count. */
export const isGiving = (kind: EntryKind): boolean => kind === "EXCHANGE" || kind === "SPONSORED";

/** What a holder spends by their own choice: what limits on spending count. */
export const isSpending = (kind: EntryKind): boolean =>
  isGiving(kind) || kind === "LEARNING" || kind === "GIFT";

/** What mends or ends something, and so may pass the limits. */
export const isMending = (kind: EntryKind): boolean => kind === "REVERSAL" || kind === "CLOSURE";

/** An account that is stopped or has ended takes part in nothing. */
function whyNotUsable(head: Head): Refusal<"ACCOUNT_CLOSED" | "ACCOUNT_FROZEN"> | undefined {
  if (head.status === "OPEN") return undefined;
  return head.status === "CLOSED"
    ? refuse(
        "ACCOUNT_CLOSED",
        "One of these accounts is closed, because someone has left.",
        "Ask your broker what to do with these hours.",
      )
    : refuse(
        "ACCOUNT_FROZEN",
        "One of these accounts is stopped for now.",
        "Ask your broker when it can be used again.",
      );
}

/** Whether every account can be used comes before whether any of them has enough. */
export function firstStopped(
  heads: ReadonlyMap<string, Head>,
  accounts: readonly { readonly id: string }[],
): Refusal<"ACCOUNT_CLOSED" | "ACCOUNT_FROZEN"> | undefined {
  for (const { id } of accounts) {
    const head = heads.get(id);
    const refusal = head && whyNotUsable(head);
    if (refusal) return refusal;
  }
  return undefined;
}

/** Says nothing of how much there is: the one who reads it may not be the one whose it is. */
export function whyNotEnough(head: Head, minutes: number): Refusal<LedgerCode> | undefined {
  if (minutes <= availableMinutes(head)) return undefined;
  if (head.account.kind === "CLEARING") {
    return refuse(
      "FEDERATION_LIMIT",
      "These two hubs have shared as many hours as they agreed for now.",
      "Wait until help has gone the other way, or ask your broker about the limit.",
    );
  }
  if (head.account.kind === "ISSUANCE") {
    return refuse(
      "ISSUANCE_EXHAUSTED",
      "The hours the circle decided on for this are used up.",
      "Ask the circle for a new decision, or use fewer hours.",
    );
  }
  if (head.account.kind === "POT") {
    return refuse(
      "INSUFFICIENT_CREDIT",
      "The community pot does not hold that many hours right now.",
      "Give fewer hours, or wait until someone gives to the pot.",
    );
  }
  return refuse(
    "INSUFFICIENT_CREDIT",
    "The account these hours would come from does not have enough.",
    "Choose fewer hours, or ask your broker about the community pot.",
  );
}

/**
 * What is set aside counts as spent: it will be, in this period or a later one. More minutes for
 * something that hours were set aside for are no new spending, so no gap is asked for.
 */
export function whyNotSpend(
  head: Head,
  { minutes, isNew, now }: { minutes: number; isNew: boolean; now: string },
): Refusal<LedgerCode> | undefined {
  const left = spendingLeft(head, now);
  if (left !== undefined && minutes > left) {
    return refuse(
      "SPENDING_LIMIT_REACHED",
      "This is more than may be spent from the account for now.",
      "Choose fewer hours, wait for the next day, week or month, or ask your broker.",
    );
  }
  return isNew ? whyNotSoon(head, now) : undefined;
}

function whyNotSoon(head: Head, now: string): Refusal<"TOO_SOON"> | undefined {
  const gapMinutes = head.account.limits?.leastGapMinutes;
  if (gapMinutes === undefined || head.spentAt === undefined) return undefined;
  if (minutesBetween(head.spentAt, now) >= gapMinutes) return undefined;
  return refuse(
    "TOO_SOON",
    "It is too soon to spend from the account again.",
    "Wait a little, then try again with the same idempotencyKey, or ask your broker.",
  );
}

/** What is promised counts as received: help that was agreed will be paid. */
export function whyNoRoom(
  head: Head,
  { minutes, isHelp, now }: { minutes: number; isHelp: boolean; now: string },
): Refusal<LedgerCode> | undefined {
  const room = roomLeft(head);
  if (room !== undefined && minutes > room) {
    return refuse(
      "CEILING_REACHED",
      "The account these hours would go to is full.",
      "Its holder can spend or give some hours first, or ask the broker.",
    );
  }
  const left = isHelp ? givingLeft(head, now) : undefined;
  if (left === undefined || minutes <= left) return undefined;
  return refuse(
    "GIVING_LIMIT_REACHED",
    "The person who would help has given as many hours as they may for now.",
    "Choose fewer hours, wait for the next day, week or month, or ask your broker.",
  );
}

/** Must help that is agreed be promised to this account, so that its limits hold when it is paid? */
export const needsPromise = ({ account }: Pick<Head, "account">): boolean =>
  account.isCeilingHard === true || account.limits?.giving !== undefined;

/** What may still come in below a hard ceiling; nothing when there is none. */
export function roomLeft({ account, balanceMinutes, promisedMinutes = 0 }: Head) {
  if (account.isCeilingHard !== true || account.ceilingMinutes === undefined) return undefined;
  return account.ceilingMinutes - balanceMinutes - promisedMinutes;
}

/** What may still be spent within the tightest limit; nothing when there is none. */
export function spendingLeft(head: Head, now: string): number | undefined {
  const { account, spent, reservedMinutes, recordedAt } = head;
  const left = leftWithin(account.limits?.spending, tallyAt(spent, recordedAt, now));
  return left === undefined ? undefined : left - reservedMinutes;
}

/** What may still be given within the tightest limit; nothing when there is none. */
export function givingLeft(head: Head, now: string): number | undefined {
  const { account, given, promisedMinutes = 0, recordedAt } = head;
  const left = leftWithin(account.limits?.giving, tallyAt(given, recordedAt, now));
  return left === undefined ? undefined : left - promisedMinutes;
}
