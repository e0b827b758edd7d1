import * as z from "zod";
import { MoneyPurpose } from "../../kernel/index.ts";

/*
 * An exchange as the table keeps it, small enough for one write unit: see the repository, which
 * packs and unpacks it.
 */

/** Person, moment, part; minutes where minutes were said; then how a broker heard it, and what. */
const PackedMark = z.tuple([z.int(), z.int(), z.int()]).rest(z.union([z.int(), z.string()]));
export type PackedMark = z.infer<typeof PackedMark>;

const said = z.string().optional();

export const Packed = z.object({
  i1pk: z.string(),
  i1sk: z.string(),
  i2pk: z.string(),
  i3pk: z.string().optional(),
  i4pk: z.string(),
  i4sk: z.string(),
  version: z.int(),
  receipts: z.string(),
  status: z.int(),
  minutes: z.int(),
  promised: z.boolean().optional(),
  what: z.string(),
  others: z.array(z.string()).optional(),
  payer: z.string().optional(),
  providerHub: z.string().optional(),
  sponsored: z.boolean().optional(),
  listing: z.string().optional(),
  category: z.string().optional(),
  /** One for friends, two for money handled. */
  flags: z.int().optional(),
  cleared: PackedMark.optional(),
  clearedWhy: said,
  planned: z.int().optional(),
  channel: z.int().optional(),
  place: z.int().optional(),
  series: z.string().optional(),
  slot: z.string().optional(),
  people: z.array(z.string()),
  proposed: PackedMark.optional(),
  changed: PackedMark.optional(),
  yesProvider: PackedMark.optional(),
  yesPayer: PackedMark.optional(),
  delivered: PackedMark.optional(),
  on: z.int().optional(),
  reminded: z.int().optional(),
  confirmed: PackedMark.optional(),
  value: said,
  why: said,
  resolved: PackedMark.optional(),
  note: said,
  ended: PackedMark.optional(),
  reason: said,
  legs: z
    .array(
      z.object({
        number: z.int(),
        purpose: MoneyPurpose,
        pence: z.int(),
        paidById: z.string(),
        note: said,
        addedBy: z.int(),
      }),
    )
    .optional(),
  journal: z.object({ recordedAt: z.string() }).optional(),
});
export type Packed = z.infer<typeof Packed>;
