import * as z from "zod";
import {
  Channel,
  date,
  helpMinutes,
  id,
  idempotencyKey,
  line,
  MoneyPurpose,
  moment,
  note,
  placeKinds,
  Spoken,
  version,
} from "../../kernel/index.ts";
import { sides } from "./exchange.ts";

const mostRecipients = 20;

const what = line(120);

const distinct = (ids: readonly string[]) => new Set(ids).size === ids.length;

const recipientIds = z
  .array(id)
  .min(1, "Somebody has to be helped.|Name at least one recipient.")
  .max(
    mostRecipients,
    "That is too many people at once.|Name at most 20, or plan a group activity.",
  )
  .refine(distinct, "Somebody is named twice.|Name each person once.");

export const ProposeExchange = z.object({
  idempotencyKey,
  providerId: id,
  recipientIds,
  payerId: id.optional(),
  minutes: helpMinutes,
  what,
  sponsored: z.boolean().optional(),
  listingId: id.optional(),
  categoryId: id.optional(),
  betweenFriends: z.boolean().optional(),
  handlesMoney: z.boolean().optional(),
  plannedFor: moment.optional(),
  channel: Channel.optional(),
  placeKind: z.enum(placeKinds).optional(),
  side: z.enum(sides).optional(),
});
export type ProposeExchange = z.output<typeof ProposeExchange>;

export const AgreeExchange = z
  .object({
    idempotencyKey,
    exchangeId: id,
    version,
    onBehalfOfId: id.optional(),
    spoken: Spoken.optional(),
  })
  .refine((wish) => !wish.spoken || wish.onBehalfOfId, {
    message: "It is not said who spoke.|Name the payer or the provider in onBehalfOfId.",
    path: ["onBehalfOfId"],
  });
export type AgreeExchange = z.output<typeof AgreeExchange>;

export const DeclineExchange = z.object({
  idempotencyKey,
  exchangeId: id,
  reason: note(500).optional(),
});
export type DeclineExchange = z.output<typeof DeclineExchange>;

export const CancelExchange = z.object({
  idempotencyKey,
  exchangeId: id,
  reason: note(500).optional(),
});
export type CancelExchange = z.output<typeof CancelExchange>;

export const ProposeExchangeChange = z
  .object({
    idempotencyKey,
    exchangeId: id,
    version,
    minutes: helpMinutes.optional(),
    plannedFor: moment.optional(),
    side: z.enum(sides).optional(),
  })
  .refine((wish) => wish.minutes !== undefined || wish.plannedFor !== undefined, {
    message: "Nothing would change.|Say other minutes or another time.",
    path: ["minutes"],
  });
export type ProposeExchangeChange = z.output<typeof ProposeExchangeChange>;

export const MarkDelivered = z.object({
  idempotencyKey,
  exchangeId: id,
  minutes: helpMinutes,
  happenedOn: date,
});
export type MarkDelivered = z.output<typeof MarkDelivered>;

export const ConfirmExchange = z
  .object({
    idempotencyKey,
    exchangeId: id,
    minutes: helpMinutes,
    valueNote: note(500).optional(),
    onBehalfOfId: id.optional(),
    spoken: Spoken.optional(),
  })
  .refine((wish) => !wish.spoken || wish.onBehalfOfId, {
    message: "It is not said who spoke.|Name the recipient or the payer in onBehalfOfId.",
    path: ["onBehalfOfId"],
  });
export type ConfirmExchange = z.output<typeof ConfirmExchange>;

export const ResolveDispute = z.object({
  idempotencyKey,
  exchangeId: id,
  minutes: helpMinutes,
  note: note(500),
});
export type ResolveDispute = z.output<typeof ResolveDispute>;

export const ConfirmOnBehalf = z.object({
  idempotencyKey,
  exchangeId: id,
  minutes: helpMinutes,
  reason: note(500),
});
export type ConfirmOnBehalf = z.output<typeof ConfirmOnBehalf>;

export const AddMoneyLeg = z.object({
  idempotencyKey,
  exchangeId: id,
  purpose: MoneyPurpose,
  pence: z
    .int("Pence are whole numbers.|Use a whole number of pence.")
    .min(1, "That is no money.|Use 1 penny or more.")
    .max(1_000_000, "That is too much money to note here.|Use at most 1000000 pence."),
  paidById: id,
  note: note(200).optional(),
});
export type AddMoneyLeg = z.output<typeof AddMoneyLeg>;

export const RemoveMoneyLeg = z.object({
  idempotencyKey,
  exchangeId: id,
  number: z.int().min(1, "This number cannot be right.|Use the number of a money note."),
});
export type RemoveMoneyLeg = z.output<typeof RemoveMoneyLeg>;

export const ClearDisplacement = z.object({
  idempotencyKey,
  exchangeId: id,
  version,
  reason: note(300),
});
export type ClearDisplacement = z.output<typeof ClearDisplacement>;

export const BookSpendOption = z.object({ idempotencyKey, slotId: id, memberId: id });
export type BookSpendOption = z.output<typeof BookSpendOption>;
