import * as z from "zod";

/** A part of a whole in whole numbers, so that no share is ever rounded. */
const Share = z.object({ part: z.int(), whole: z.int() }).readonly();

export const sides = ["SERVICE_USER", "PROFESSIONAL"] as const;
export type Side = (typeof sides)[number];

export const levels = ["INDIVIDUAL", "SERVICE", "STRATEGIC", "REGIONAL", "NATIONAL"] as const;
export const models = ["FORUM", "NESTA", "OSTROM_CAHN"] as const;
export const ruleNames = ["CONSENT", "CONSENSUS", "MAJORITY", "DOUBLE_MAJORITY"] as const;

export const Rules = z
  .object({
    rule: z.enum(ruleNames),
    /** The least share of service users among the voting seats present. */
    minServiceUsers: Share,
    /** The fewest voting seats that can decide. */
    minPresent: z.int(),
    /** Working days between the information and the session. */
    noticeDays: z.int(),
  })
  .readonly();
export type Rules = z.infer<typeof Rules>;

/** Where every circle begins: it may ask for more, never for less. */
export const leastRules = {
  minServiceUsers: { part: 1, whole: 3 },
  minPresent: 3,
  noticeDays: 5,
} as const;

/** The most people that can sit in one circle. */
export const mostSeats = 200;
export const mostGroups = 50;

/** People or a body whom what the circle decides will touch, or who hold power over it. */
const Group = z
  .object({
    name: z.string(),
    side: z.enum(sides),
    /** Were they asked to come, whether or not anybody has a seat for them? */
    wasInvited: z.boolean(),
    /** How much of the money behind this work comes from them, in percent. */
    fundsPercent: z.int().optional(),
  })
  .readonly();

/** Who is bound, who can stop it and who holds the purse. */
const Power = z
  .object({
    /** Do the circle's decisions bind those who carry them out? */
    isBinding: z.boolean(),
    boundBy: z.string().optional(),
    /** Does a body of service users hold the budget for it? */
    holdsBudget: z.boolean(),
    /** Who outside the circle can stop what it decides. */
    vetoes: z.array(z.string()).readonly(),
    /** Is the purpose to change the minds of those who take part? */
    changesMinds: z.boolean(),
  })
  .readonly();
export type Power = z.infer<typeof Power>;

const Model = z
  .object({
    label: z.enum(models),
    evidence: z.string(),
    /** Help that went all the way, where the label needs some. */
    exchangeId: z.string().optional(),
  })
  .readonly();
export type Model = z.infer<typeof Model>;

/** What can be changed about a circle. What is left out stays; groups are all of them anew. */
export const CircleChange = z
  .object({
    purpose: z.string().optional(),
    model: Model.optional(),
    rules: Rules.optional(),
    power: Power.optional(),
    groups: z.array(Group).readonly().optional(),
  })
  .readonly();
export type CircleChange = z.infer<typeof CircleChange>;

/** How often a broker can step in. */
export const mostStepIns = 20;

/** A group of people who decide together about something in a hub. */
export const Circle = z
  .object({
    id: z.string(),
    hubId: z.string(),
    name: z.string(),
    purpose: z.string(),
    level: z.enum(levels),
    model: Model,
    rules: Rules,
    power: Power,
    groups: z.array(Group).readonly(),
    /** Who looks after it. A broker does so until a facilitator takes it on. */
    runBy: z.enum(["FACILITATOR", "BROKER"]),
    /** When and why a broker stepped in where a facilitator had taken it on. */
    stepIns: z.array(z.object({ at: z.string(), reason: z.string() }).readonly()).readonly(),
    /** Seats that were ever offered. */
    seatCount: z.int(),
    /** The open decision that would change the circle itself: one at a time. */
    changedByDecisionId: z.string().optional(),
    createdAt: z.string(),
    version: z.int(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type Circle = z.infer<typeof Circle>;
