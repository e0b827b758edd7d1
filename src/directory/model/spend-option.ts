import * as z from "zod";
import {
  Channel,
  helpMinutes,
  id,
  idempotencyKey,
  MoneyPurpose,
  moment,
  version,
} from "../../kernel/index.ts";
import { channelList, description, title } from "./input.ts";
import { kept } from "./kept.ts";

const PencePart = z
  .object({
    pence: z
      .int("Pence are whole numbers.|Use a whole number of pence.")
      .min(1, "This is too low.|Use 1 pence or more, or leave it out.")
      .max(100_000, "This is too high.|Use at most 100000 pence."),
    purpose: MoneyPurpose,
  })
  .readonly();

/** Spare capacity of an organisation, open to members for credits. OPEN ──close──▶ CLOSED. */
export const SpendOption = z
  .object({
    id: z.string(),
    organisationId: z.string(),
    hubId: z.string(),
    title: z.string(),
    description: z.string(),
    askedMinutes: z.int(),
    /** For information: nothing in this service moves money. */
    pencePart: PencePart.optional(),
    channels: z.array(Channel).readonly(),
    status: z.enum(["OPEN", "CLOSED"]),
    ...kept,
  })
  .readonly();
export type SpendOption = z.output<typeof SpendOption>;

/** A time at which a spend option can be used. `taken` never passes `capacity`. */
export const Slot = z
  .object({
    id: z.string(),
    spendOptionId: z.string(),
    startsAt: z.string(),
    capacity: z.int(),
    taken: z.int(),
    ...kept,
  })
  .readonly();
export type Slot = z.output<typeof Slot>;

export const CreateSpendOption = z.object({
  organisationId: id,
  title,
  description: description.default(""),
  askedMinutes: helpMinutes,
  pencePart: PencePart.optional(),
  channels: channelList,
  idempotencyKey,
});
export type CreateSpendOption = z.output<typeof CreateSpendOption>;

export const AddSlot = z.object({
  spendOptionId: id,
  startsAt: moment,
  capacity: z
    .int("Places are whole numbers.|Use a whole number.")
    .min(1, "There has to be a place.|Use 1 or more.")
    .max(500, "These are too many places.|Use at most 500."),
  idempotencyKey,
});
export type AddSlot = z.output<typeof AddSlot>;

export const CloseSpendOption = z.object({ spendOptionId: id, version, idempotencyKey });
export type CloseSpendOption = z.output<typeof CloseSpendOption>;
