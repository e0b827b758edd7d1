import * as z from "zod";
import { id, idempotencyKey, line } from "../../kernel/index.ts";
import { kept } from "./kept.ts";

/** A kind of help, in a tree that only grows: where a category stands never changes. */
export const Category = z
  .object({
    id: z.string(),
    name: z.string(),
    slug: z.string(),
    /** Slugs from the top of the tree to this category. */
    path: z.array(z.string()).readonly(),
    parentId: z.string().optional(),
    /** Absent when the category belongs to everybody. */
    hubId: z.string().optional(),
    regulated: z.boolean(),
    essential: z.boolean(),
    ...kept,
  })
  .readonly();
export type Category = z.output<typeof Category>;

/** Where a listing goes whose author named no category. */
export const otherSlug = "other";

export const CreateCategory = z
  .object({
    parentId: id.optional(),
    hubId: id.optional(),
    name: line(80).refine((name) => name.length !== 1, {
      message: "This name is too short.|Use 2 letters or more.",
    }),
    slug: z
      .string()
      .regex(
        /^(?=.{2,40}$)[a-z0-9]+(-[a-z0-9]+)*$/,
        "This slug cannot be used.|Use 2 to 40 small letters, digits and single hyphens.",
      ),
    regulated: z.boolean().default(false),
    essential: z.boolean().default(false),
    idempotencyKey,
  })
  .refine((wish) => wish.hubId === undefined || wish.parentId !== undefined, {
    message: "A category of one hub stands under another category.|Say which one in parentId.",
    path: ["parentId"],
  });
export type CreateCategory = z.output<typeof CreateCategory>;
