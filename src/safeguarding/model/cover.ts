import * as z from "zod";
import { date, id, idempotencyKey, line, note, version } from "../../kernel/index.ts";
import { kept } from "./kept.ts";

/** Most kinds of help that one cover can name. */
const mostCategories = 20;

/** Insurance that a hub or an organisation has, for some kinds of help or for all. */
export const Cover = z
  .object({
    id: z.string(),
    hubId: z.string(),
    /** The hub itself, or an organisation of it. */
    holderId: z.string(),
    insurer: z.string(),
    /** None named: all help. */
    categoryIds: z.array(z.string()).readonly(),
    from: z.string(),
    /** The last day. */
    until: z.string(),
    addedBy: z.string(),
    endedAt: z.string().optional(),
    endReason: z.string().optional(),
    ...kept,
  })
  .readonly();
export type Cover = z.infer<typeof Cover>;

/** A cover as the board tells of it. */
export const CoverLine = z
  .object({
    id: z.string(),
    holderId: z.string(),
    categorySlugs: z.array(z.string()).readonly(),
    from: z.string(),
    until: z.string(),
  })
  .readonly();
export type CoverLine = z.infer<typeof CoverLine>;

export const AddCover = z
  .object({
    idempotencyKey,
    holderId: id,
    insurer: line(120),
    categoryIds: z
      .array(id)
      .max(mostCategories, "That is too many kinds of help.|Name at most 20, or none for all.")
      .refine((ids) => new Set(ids).size === ids.length, {
        message: "A kind of help is named twice.|Name each once.",
      })
      .default([]),
    from: date,
    until: date,
  })
  .refine((wish) => wish.from <= wish.until, {
    message: "This would end before it begins.|Say a later last day.",
    path: ["until"],
  });
export type AddCover = z.output<typeof AddCover>;

export const EndCover = z.object({ idempotencyKey, coverId: id, version, reason: note(500) });
export type EndCover = z.output<typeof EndCover>;
