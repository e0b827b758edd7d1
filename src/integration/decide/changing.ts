import { addDays, type Refusal, wrongState } from "../../kernel/index.ts";
import type { Delivery, Webhook } from "../model/index.ts";

/** How long the secret before goes on signing, so that receivers can change over. */
const overlapDays = 1;

type Changed = Webhook | Refusal<"STATE_TRANSITION_INVALID">;

const ended = () => wrongState("This has ended.", "Register a new one.");

export function pause(webhook: Webhook, now: string): Changed {
  if (webhook.status === "ENDED") return ended();
  if (webhook.status !== "ACTIVE") {
    return wrongState("This has stopped already.", "Nothing more needs to be done.");
  }
  return { ...webhook, status: "PAUSED", since: now };
}

export function resume(webhook: Webhook, now: string): Changed {
  if (webhook.status === "ENDED") return ended();
  if (webhook.status === "ACTIVE") {
    return wrongState("This is under way already.", "Nothing more needs to be done.");
  }
  return { ...webhook, status: "ACTIVE", since: now };
}

export const end = (webhook: Webhook, now: string): Changed =>
  webhook.status === "ENDED" ? ended() : { ...webhook, status: "ENDED", since: now };

export const rotate = (webhook: Webhook, now: string): Changed =>
  webhook.status === "ENDED"
    ? ended()
    : {
        ...webhook,
        secretNumber: webhook.secretNumber + 1,
        earlierUntil: addDays(now, overlapDays),
      };

/** The numbers of the secrets that sign at this moment, the newest first. */
export const signingNumbers = (
  { secretNumber, earlierUntil }: Webhook,
  now: string,
): readonly number[] =>
  earlierUntil !== undefined && now < earlierUntil
    ? [secretNumber, secretNumber - 1]
    : [secretNumber];

/** Once more from the beginning, under the same id. */
export function replay(
  delivery: Delivery,
  now: string,
): Delivery | Refusal<"STATE_TRANSITION_INVALID"> {
  if (delivery.status === "PENDING") {
    return wrongState("This is still on its way.", "Wait until it has arrived or come to nothing.");
  }
  return { ...delivery, status: "PENDING", attempts: [], nextAt: now };
}

/** What the owner reads where nothing is sent any more though they did not ask for that. */
export const noticeOf = ({ status, since }: Webhook): string | undefined =>
  status === "OFF"
    ? `Switched off at ${since}, because the address said that it is gone or took nothing for a day. Nothing is kept for it meanwhile. Put it right, then resume it and replay the dead letters.`
    : undefined;
