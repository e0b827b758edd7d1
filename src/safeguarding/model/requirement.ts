import * as z from "zod";
import { id, idempotencyKey, moment, note, placeKinds, version } from "../../kernel/index.ts";
import { clearanceKinds } from "./clearance.ts";
import { kept } from "./kept.ts";

/** Something about who meets, or what is done, that can ask for more. */
const circumstances = [
  "WITH_CHILD",
  "LONE_VISIT",
  "MONEY_HANDLING",
  "WITH_ADULT_AT_RISK",
  "ALONE_WITH_ADULT_AT_RISK",
  "AT_HOME_WITH_ADULT_AT_RISK",
  "MONEY_OF_ADULT_AT_RISK",
] as const;
export type Circumstance = (typeof circumstances)[number];

const requirementNeeds = ["CLEARANCE", "COVER", "SUPERVISED_PLACE"] as const;

/** The help that is meant: all of what is named has to be so. Nothing named means all help. */
const meant = {
  categoryId: z.string().optional(),
  placeKind: z.enum(placeKinds).optional(),
  circumstance: z.enum(circumstances).optional(),
};

const needed = {
  need: z.enum(requirementNeeds),
  /** Which one, where a clearance is needed. */
  clearance: z.enum(clearanceKinds).optional(),
};

/** What a hub asks for before certain help, on top of what the law asks for. It can only add. */
export const Requirement = z
  .object({
    id: z.string(),
    hubId: z.string(),
    ...meant,
    ...needed,
    reason: z.string(),
    from: z.string(),
    setBy: z.string(),
    endedAt: z.string().optional(),
    endReason: z.string().optional(),
    endedBy: z.string().optional(),
    ...kept,
  })
  .readonly();
export type Requirement = z.infer<typeof Requirement>;

/** A requirement as the board tells of it. */
export const RequirementLine = z
  .object({
    id: z.string(),
    ...meant,
    categorySlug: z.string().optional(),
    ...needed,
    from: z.string(),
  })
  .readonly();
export type RequirementLine = z.infer<typeof RequirementLine>;

/** More than this many in one hub nobody could keep in mind. */
export const mostRequirements = 60;

export const SetRequirement = z
  .object({
    idempotencyKey,
    hubId: id,
    categoryId: id.optional(),
    placeKind: z.enum(placeKinds).optional(),
    circumstance: z.enum(circumstances).optional(),
    need: z.enum(requirementNeeds),
    clearance: z.enum(clearanceKinds).optional(),
    reason: note(500),
    from: moment.optional(),
  })
  .refine((wish) => (wish.need === "CLEARANCE") === (wish.clearance !== undefined), {
    message:
      "It has to be clear which clearance is meant.|Name one in clearance when the need is CLEARANCE, and none otherwise.",
    path: ["clearance"],
  });
export type SetRequirement = z.output<typeof SetRequirement>;

export const EndRequirement = z.object({
  idempotencyKey,
  requirementId: id,
  version,
  reason: note(500),
});
export type EndRequirement = z.output<typeof EndRequirement>;
