import * as z from "zod";

const range = (least: number, most: number) =>
  z
    .int("This is a whole number.|Use a whole number.")
    .min(least, `This is too low.|Use ${least} or more.`)
    .max(most, `This is too high.|Use ${most} or less.`);

const quarters = (least: number, most: number) =>
  range(least, most).multipleOf(15, "This is counted in quarter hours.|Use a multiple of 15.");

/** The most minutes in one UTC day, ISO week, month and year. Zero, in an input, takes one away. */
const PeriodCaps = z
  .object({
    dayMinutes: quarters(0, 1440),
    weekMinutes: quarters(0, 10_080),
    monthMinutes: quarters(0, 44_640),
    yearMinutes: quarters(0, 525_600),
  })
  .partial()
  .readonly();
export type PeriodCaps = z.infer<typeof PeriodCaps>;

/** Limits on an account: a hub's own, and what a broker sets for one member instead. */
export const limitFields = {
  floorMinutes: quarters(-1200, 0),
  ceilingMinutes: quarters(300, 12000),
  /** Is what would bring a member above the ceiling refused? Else the ceiling only prompts. */
  isCeilingHard: z.boolean(),
  givingLimits: PeriodCaps,
  spendingLimits: PeriodCaps,
  /** The least time between one spending and the next; zero for none. */
  leastGapMinutes: quarters(0, 1440),
};

/** What becomes of the hours in hand when an account is closed. */
export const leavingBalances = ["HOLDER_CHOOSES", "TO_POT", "BACK_TO_ISSUANCE"] as const;

/** What makes good a balance below zero when an account is closed. Nobody is ever asked for it. */
export const leavingShortfalls = ["POT_THEN_ISSUANCE", "ISSUANCE"] as const;

/** Every value a hub can set, each with its range. Minutes and days are whole numbers. */
export const policyFields = {
  ...limitFields,
  leavingBalance: z.enum(leavingBalances),
  leavingShortfall: z.enum(leavingShortfalls),
  stepMinutes: z.union(
    [z.literal(15), z.literal(30), z.literal(60)],
    "Help is counted in steps of 15, 30 or 60 minutes.|Use one of these.",
  ),
  longestExchangeMinutes: quarters(60, 1440),
  childDailyLearningMinutes: quarters(15, 240),
  weeklyCareMinutes: quarters(0, 600),
  goodsAllowed: z.boolean(),
  proposalExpiryDays: range(1, 60),
  agreedExpiryDays: range(1, 120),
  confirmReminderDays: range(1, 30),
  confirmByBrokerDays: range(2, 60),
  latestEntryDays: range(0, 92),
  clearedIncidentDays: range(0, 365),
  keptIncidentDays: range(365, 36_500),
  objectionDays: range(7, 60),
  // Nobody is looked for later, nor given less time to answer, than where a hub says nothing.
  visitGraceMinutes: range(0, 15),
  incidentReplyDays: range(7, 28),
};

/** Versions from before there were these limits have none of them in force, and the usual days. */
const storedFields = {
  ...policyFields,
  isCeilingHard: policyFields.isCeilingHard.default(false),
  givingLimits: policyFields.givingLimits.default({}),
  spendingLimits: policyFields.spendingLimits.default({}),
  leastGapMinutes: policyFields.leastGapMinutes.default(0),
  leavingBalance: policyFields.leavingBalance.default("HOLDER_CHOOSES"),
  leavingShortfall: policyFields.leavingShortfall.default("POT_THEN_ISSUANCE"),
  clearedIncidentDays: policyFields.clearedIncidentDays.default(28),
  keptIncidentDays: policyFields.keptIncidentDays.default(2190),
  objectionDays: policyFields.objectionDays.default(14),
  visitGraceMinutes: policyFields.visitGraceMinutes.default(15),
  incidentReplyDays: policyFields.incidentReplyDays.default(7),
};

export const PolicyValues = z.object(storedFields).readonly();
export type PolicyValues = z.infer<typeof PolicyValues>;

/** What a hub starts with where its first policy does not say otherwise. */
export const defaultPolicy: PolicyValues = {
  floorMinutes: -300,
  ceilingMinutes: 2400,
  isCeilingHard: false,
  givingLimits: {},
  spendingLimits: {},
  leastGapMinutes: 0,
  leavingBalance: "HOLDER_CHOOSES",
  leavingShortfall: "POT_THEN_ISSUANCE",
  stepMinutes: 15,
  longestExchangeMinutes: 1440,
  childDailyLearningMinutes: 120,
  weeklyCareMinutes: 180,
  goodsAllowed: false,
  proposalExpiryDays: 14,
  agreedExpiryDays: 30,
  confirmReminderDays: 7,
  confirmByBrokerDays: 14,
  latestEntryDays: 31,
  clearedIncidentDays: 28,
  keptIncidentDays: 2190,
  objectionDays: 14,
  visitGraceMinutes: 15,
  incidentReplyDays: 7,
};

/**
 * The whole policy of a hub from one moment on, until the next one starts.
 * Versions are kept for ever and never changed, so what was in force on a day stays answerable.
 */
export const HubPolicy = z
  .object({
    hubId: z.string(),
    effectiveFrom: z.string(),
    ...storedFields,
    /** Why it was set. */
    reason: z.string().optional(),
    /** How members were told that goods may be exchanged; kept with the version that allows it. */
    goodsNotice: z.string().optional(),
    /** The hub is closing, so nothing new begins in it. Nobody sets this by hand. */
    isWindingUp: z.boolean().optional(),
    setBy: z.string(),
    setAt: z.string(),
    version: z.int(),
  })
  .readonly();
export type HubPolicy = z.infer<typeof HubPolicy>;
