import * as z from "zod";
import { date, id, idempotencyKey, version } from "../../kernel/index.ts";
import { kept } from "./kept.ts";

/** Who said it: the adult, who holds a power in law to act for them, or the hub. */
const saidBy = ["SELF", "SUPPORTER", "BROKER", "SAFEGUARDING_LEAD"] as const;
export type SaidBy = (typeof saidBy)[number];

/**
 * That more care is taken of an adult for a while. It holds nothing about why: no condition, no
 * word of anybody. It ends by itself unless somebody looks again.
 */
export const AtRiskNote = z
  .object({
    id: z.string(),
    hubId: z.string(),
    memberId: z.string(),
    saidBy: z.enum(saidBy),
    notedBy: z.string(),
    /** The last day it counts. */
    until: z.string(),
    endedAt: z.string().optional(),
    ...kept,
  })
  .readonly();
export type AtRiskNote = z.infer<typeof AtRiskNote>;

/** A note as a rule needs it. */
export const AtRiskLine = z
  .object({ id: z.string(), saidBy: z.enum(saidBy), until: z.string() })
  .readonly();
export type AtRiskLine = z.infer<typeof AtRiskLine>;

export const NoteAtRisk = z.object({ idempotencyKey, memberId: id, until: date });
export type NoteAtRisk = z.output<typeof NoteAtRisk>;

export const EndAtRisk = z.object({ idempotencyKey, noteId: id, version });
export type EndAtRisk = z.output<typeof EndAtRisk>;
