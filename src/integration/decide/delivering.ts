import { addMinutes, minutesBetween } from "../../kernel/index.ts";
import type { Attempt, Delivery, Health, Webhook } from "../model/index.ts";

/** How long to wait after each try that came to nothing: all in all about a day. */
const pausesSeconds = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 21_600, 36_000] as const;

/** Nobody can say whether a try that takes longer than this is still under way. */
const leaseMinutes = 1;

/** An endpoint that took nothing for as long as a delivery is tried is switched off. */
const longestFailingMinutes = 23 * 60;

const gone = 410;

const addSeconds = (moment: string, seconds: number): string => addMinutes(moment, seconds / 60);

/** How many seconds it is until this moment; none when it has come. */
export const secondsUntil = (moment: string, now: string): number =>
  Math.max(0, Math.ceil(minutesBetween(now, moment) * 60));

/** Facts wait also for a webhook that nobody could read: only then can there be one it never wanted. */
export const isAskedFor = ({ type }: Delivery, { facts }: Webhook): boolean =>
  type === "TEST" || facts.includes(type);

/** The delivery with a try begun: written down first, so that a try that is cut off counts too. */
export const begin = (
  delivery: Delivery,
  { now, token }: { readonly now: string; readonly token: string },
): Delivery => ({
  ...delivery,
  attempts: [...delivery.attempts, { at: now, token }],
  nextAt: addMinutes(now, leaseMinutes),
  version: delivery.version + 1,
});

export type Outcome = Omit<Attempt, "at" | "token">;

const isTaken = ({ status = 0 }: Outcome): boolean => status >= 200 && status < 300;

/** The delivery after a try. `chance` is between 0 and 1 and spreads those who wait. */
export function conclude(
  delivery: Delivery,
  outcome: Outcome,
  { now, chance }: { readonly now: string; readonly chance: number },
): Delivery {
  const [begun, ...earlier] = delivery.attempts.toReversed();
  const { at = now, token = "" } = begun ?? {};
  const attempts = [...earlier.toReversed(), { ...outcome, at, token }];
  const next = { ...delivery, attempts, version: delivery.version + 1 };
  if (isTaken(outcome)) return { ...next, status: "DELIVERED" };
  const pause = pausesSeconds[attempts.length - 1];
  if (pause === undefined) return { ...next, status: "DEAD" };
  return { ...next, nextAt: addSeconds(now, Math.round(pause * (0.8 + 0.4 * chance))) };
}

/** A delivery that was cut off in its last try has had all of them. */
export const isSpent = ({ attempts }: Delivery): boolean => attempts.length > pausesSeconds.length;

export const healthAfter = (health: Health, outcome: Outcome, now: string): Health => ({
  ...(isTaken(outcome) ? {} : { failingSince: health.failingSince ?? now }),
  version: health.version + 1,
});

/** Is there nobody there any more? The endpoint says so itself, or has taken nothing for a day. */
export function isLost(delivery: Delivery, { failingSince }: Health, now: string): boolean {
  if (delivery.attempts.at(-1)?.status === gone) return true;
  return (
    delivery.status === "DEAD" &&
    failingSince !== undefined &&
    minutesBetween(failingSince, now) >= longestFailingMinutes
  );
}

export const switchedOff = (webhook: Webhook, now: string): Webhook => ({
  ...webhook,
  status: "OFF",
  since: now,
  version: webhook.version + 1,
});
