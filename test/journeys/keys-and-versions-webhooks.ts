import type { Setting } from "../exchanges/town.ts";
import { deadLetter, doneTo, registered } from "../support/webhooks.ts";
import { decidedCorrection } from "./keys-and-versions-rights.ts";

/** What can be done once to a webhook in some state. */
const change = (name: string, prepare?: (its: Setting, webhookId: string) => Promise<number>) =>
  [
    name,
    "priya",
    async (its: Setting) => {
      const webhookId = await registered(its.bank, { hubId: its.bra });
      return { webhookId, version: (await prepare?.(its, webhookId)) ?? 1 };
    },
  ] as const;

const paused = async ({ bank }: Setting, webhookId: string) => {
  await doneTo(bank, "priya", ["pauseWebhook", { webhookId, version: 1 }]);
  return 2;
};

/** Nothing was taken for a day, so it was switched off too. */
const dead = async ({ bank }: Setting, webhookId: string) => {
  await deadLetter(bank, webhookId);
  return 2;
};

/** Cases of the rooms that came last. */
export const laterVersionCases = [
  decidedCorrection,
  change("rotateWebhookSecret"),
  change("pauseWebhook"),
  change("resumeWebhook", paused),
  change("endWebhook"),
  change("replayDeadLetters", dead),
];
