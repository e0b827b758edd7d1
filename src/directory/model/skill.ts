import * as z from "zod";
import { id, idempotencyKey, line } from "../../kernel/index.ts";

const SkillLevel = z.enum(["HAVE", "WANT", "LEARNING", "CAN_TEACH"]);

export const Skill = z
  .object({
    id: z.string(),
    level: SkillLevel,
    categoryId: z.string().optional(),
    words: z.string().optional(),
    addedAt: z.string(),
    /** The request that added it, so a retry finds it after many others. */
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type Skill = z.output<typeof Skill>;

export const mostSkills = 40;

/** All skills of a member, kept together because they are always read together. */
export const SkillList = z
  .object({
    memberId: z.string(),
    skills: z.array(Skill).max(mostSkills).readonly(),
    version: z.int(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type SkillList = z.output<typeof SkillList>;

export const AddSkill = z
  .object({
    memberId: id,
    level: SkillLevel,
    categoryId: id.optional(),
    words: line(120).optional(),
    idempotencyKey,
  })
  .refine((wish) => wish.categoryId !== undefined || wish.words !== undefined, {
    message: "It is not said which skill.|Choose a category, or use your own words.",
    path: ["words"],
  });
export type AddSkill = z.output<typeof AddSkill>;

export const RemoveSkill = z.object({ memberId: id, skillId: id, idempotencyKey });
export type RemoveSkill = z.output<typeof RemoveSkill>;
