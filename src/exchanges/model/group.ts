import * as z from "zod";
import {
  Channel,
  date,
  helpMinutes,
  id,
  idempotencyKey,
  line,
  moment,
  note,
  placeKinds,
} from "../../kernel/index.ts";

const groupRoles = ["GIVER", "RECEIVER", "SPONSOR"] as const;
export type GroupRole = (typeof groupRoles)[number];

/** The most who take part: their entries have to fit into one commit. */
export const mostParts = 40;
const mostGivers = 20;

const Part = z
  .object({
    partyId: z.string(),
    role: z.enum(groupRoles),
    /** What a giver receives, or a receiver or sponsor gives. */
    minutes: z.int(),
    /** Who said yes for this part. */
    joinedBy: z.string().optional(),
    joinedAt: z.string().optional(),
    /** Were a giver's minutes promised to their account, because limits on it hold? */
    isPromised: z.boolean().optional(),
    attended: z.boolean().optional(),
  })
  .readonly();
export type GroupPart = z.infer<typeof Part>;

const base = {
  id: z.string(),
  hubId: z.string(),
  organiserId: z.string().optional(),
  plannedBy: z.string(),
  plannedAt: z.string(),
  what: z.string(),
  plannedFor: z.string(),
  /** The kind of help, where one was named. */
  categoryId: z.string().optional(),
  /** In person where nothing was said. */
  channel: Channel.optional(),
  placeKind: z.enum(placeKinds).optional(),
  /** Absent when a sponsor pays. */
  receiverMinutes: z.int().optional(),
  parts: z.array(Part).readonly(),
  version: z.int(),
  receipts: z.array(z.string()).readonly(),
};
const over = { ...base, endedAt: z.string(), endedBy: z.string().optional() };

const Planned = z.object({ status: z.literal("PLANNED"), ...base, dueAt: z.string() }).readonly();
const Run = z.object({ status: z.literal("RUN"), ...over, happenedOn: z.string() }).readonly();
const Cancelled = z
  .object({ status: z.literal("CANCELLED"), ...over, reason: z.string().optional() })
  .readonly();
const Expired = z.object({ status: z.literal("EXPIRED"), ...over }).readonly();

/**
 * Something several people give or receive together, settled in one act or not at all.
 *
 *     PLANNED ──run──▶ RUN
 *        └──▶ CANCELLED, EXPIRED
 *
 * While PLANNED every part that pays and has joined has its minutes set aside.
 */
export const GroupActivity = z.discriminatedUnion("status", [Planned, Run, Cancelled, Expired]);
export type GroupActivity = z.infer<typeof GroupActivity>;
export type PlannedActivity = z.infer<typeof Planned>;

/** Does this part give minutes, so that they are set aside once it joins? */
export const pays = (part: GroupPart): boolean =>
  part.role === "SPONSOR" || (part.role === "RECEIVER" && part.minutes > 0);

/** What all givers receive together. */
export const giverMinutesOf = (parts: readonly GroupPart[]): number =>
  parts.filter((part) => part.role === "GIVER").reduce((sum, part) => sum + part.minutes, 0);

/** A part as a viewer sees it, with the activity it is part of. */
export type VisiblePart = GroupPart & { readonly activity: GroupActivity };

/** What a viewer sees of an activity: only as many of its people as they may know of. */
export type VisibleActivity = GroupActivity & { readonly seenParts: readonly GroupPart[] };

export const PlanGroupActivity = z
  .object({
    idempotencyKey,
    hubId: id,
    organiserId: id.optional(),
    what: line(120),
    plannedFor: moment,
    categoryId: id.optional(),
    channel: Channel.optional(),
    placeKind: z.enum(placeKinds).optional(),
    givers: z
      .array(z.object({ partyId: id, minutes: helpMinutes }))
      .min(1, "Somebody has to give.|Name at least one giver.")
      .max(mostGivers, "That is too many givers.|Name at most 20.")
      .refine((givers) => new Set(givers.map((giver) => giver.partyId)).size === givers.length, {
        message: "Somebody is named twice.|Name each giver once.",
      }),
    receiverMinutes: helpMinutes.optional(),
    sponsorId: id.optional(),
  })
  .refine((wish) => (wish.receiverMinutes === undefined) !== (wish.sponsorId === undefined), {
    message: "It has to be clear who pays.|Give either receiverMinutes or sponsorId.",
    path: ["receiverMinutes"],
  });
export type PlanGroupActivity = z.output<typeof PlanGroupActivity>;

export const JoinGroupActivity = z.object({
  idempotencyKey,
  activityId: id,
  partyId: id,
  role: z.enum(groupRoles).optional(),
});
export type JoinGroupActivity = z.output<typeof JoinGroupActivity>;

export const LeaveGroupActivity = z.object({ idempotencyKey, activityId: id, partyId: id });
export type LeaveGroupActivity = z.output<typeof LeaveGroupActivity>;

export const RunGroupActivity = z.object({
  idempotencyKey,
  activityId: id,
  happenedOn: date,
  attendeeIds: z
    .array(id)
    .min(1, "Somebody has to have been there.|Name who was there.")
    .max(mostParts, "That is too many people at once.|Name at most 40.")
    .refine((ids) => new Set(ids).size === ids.length, {
      message: "Somebody is named twice.|Name each person once.",
    }),
});
export type RunGroupActivity = z.output<typeof RunGroupActivity>;

export const CancelGroupActivity = z.object({
  idempotencyKey,
  activityId: id,
  reason: note(500).optional(),
});
export type CancelGroupActivity = z.output<typeof CancelGroupActivity>;
