import { addDays, invalid, type Refusal, refuse } from "../../kernel/index.ts";
import type { PolicyChange, PolicyValues } from "../model/index.ts";
import { mergeCaps, whyNotNested } from "./limits.ts";

/** The furthest ahead a policy can be set. */
const longestAheadDays = 366;

/**
 * A policy starts now or later. What people agreed under the old one stays as they knew it, so
 * nothing is ever back-dated.
 */
export function checkStart(
  effectiveFrom: string,
  now: string,
): Refusal<"POLICY_BACKDATED" | "VALIDATION_FAILED"> | undefined {
  if (effectiveFrom < now) {
    return refuse(
      "POLICY_BACKDATED",
      "A policy cannot start in the past.",
      "Leave effectiveFrom out to start now, or choose a later moment.",
      "effectiveFrom",
    );
  }
  if (effectiveFrom <= addDays(now, longestAheadDays)) return undefined;
  return invalid("This is more than a year ahead.", "Choose an earlier moment.", "effectiveFrom");
}

/** The whole next policy: what changes, over what would have been in force. */
export function nextPolicy(
  before: PolicyValues,
  change: PolicyChange,
  notice: { readonly goodsWereAllowed: boolean; readonly goodsNotice?: string | undefined },
): PolicyValues | Refusal<"VALIDATION_FAILED"> {
  const next = {
    ...before,
    ...defined(change),
    givingLimits: mergeCaps(before.givingLimits, change.givingLimits),
    spendingLimits: mergeCaps(before.spendingLimits, change.spendingLimits),
  };
  const unfit = whyNotNested(next, change, "policy.");
  if (unfit) return unfit;
  if (next.confirmReminderDays >= next.confirmByBrokerDays) {
    return invalid(
      "The reminder would come when the broker may already confirm.",
      "Use fewer days for confirmReminderDays than for confirmByBrokerDays.",
      "policy.confirmReminderDays",
    );
  }
  if (next.goodsAllowed && !notice.goodsWereAllowed && notice.goodsNotice === undefined) {
    return invalid(
      "Members must be told before goods are allowed, since it can touch their benefits.",
      "Say in goodsNotice how they are told.",
      "goodsNotice",
    );
  }
  return next;
}

/** Only what was said: a field that is undefined must not wipe the value in force. */
function defined(change: PolicyChange): Partial<PolicyValues> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
