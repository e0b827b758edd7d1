import * as z from "zod";
import { id, idempotencyKey, line, version } from "../../kernel/index.ts";
import { factTypes } from "./webhook.ts";

export const RegisterWebhook = z.object({
  hubId: id,
  url: line(500),
  facts: z
    .array(z.enum(factTypes))
    .min(1, "It needs a fact.|Name what it is to be told of.")
    .max(20),
  idempotencyKey,
});
export type RegisterWebhook = z.output<typeof RegisterWebhook>;

/** What pauses, resumes, ends or changes the secret of a webhook. */
export const ChangeWebhook = z.object({ webhookId: id, version, idempotencyKey });
export type ChangeWebhook = z.output<typeof ChangeWebhook>;

export const SendTestEvent = z.object({ webhookId: id, idempotencyKey });
export type SendTestEvent = z.output<typeof SendTestEvent>;

export const ReplayDelivery = z.object({ deliveryId: id, idempotencyKey });
export type ReplayDelivery = z.output<typeof ReplayDelivery>;
