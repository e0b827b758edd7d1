import * as z from "zod";

const range = (least: number, most: number) =>
  z
    .int("This is a whole number.|Use a whole number.")
    .min(least, `This is too low.|Use ${least} or more.`)
    .max(most, `This is too high.|Use ${most} or less.`);

const quarters = (least: number, most: number) =>
  range(least, most).multipleOf(15, "This is counted in quarter hours.|Use a multiple of 15.");

/** Every value a hub can set, each with its range. Minutes and days are whole numbers. */
export const policyFields = {
  floorMinutes: quarters(-1200, 0),
  ceilingMinutes: quarters(300, 12000),
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
};

export const PolicyValues = z.object(policyFields).readonly();
export type PolicyValues = z.infer<typeof PolicyValues>;

/** What a hub starts with where its first policy does not say otherwise. */
export const defaultPolicy: PolicyValues = {
  floorMinutes: -300,
  ceilingMinutes: 2400,
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
};

/**
 * The whole policy of a hub from one moment on, until the next one starts.
 * Versions are kept for ever and never changed, so what was in force on a day stays answerable.
 */
export const HubPolicy = z
  .object({
    hubId: z.string(),
    effectiveFrom: z.string(),
    ...policyFields,
    /** Why it was set. */
    reason: z.string().optional(),
    /** How members were told that goods may be exchanged; kept with the version that allows it. */
    goodsNotice: z.string().optional(),
    setBy: z.string(),
    setAt: z.string(),
    version: z.int(),
  })
  .readonly();
export type HubPolicy = z.infer<typeof HubPolicy>;
