import * as z from "zod";

const kept = { version: z.int(), receipts: z.array(z.string()).readonly() };

/** The work that a home, a neighbourhood and a country rest on, whoever does it. */
export const CoreWorkKind = z.enum(["CARE", "HOME", "NEIGHBOURHOOD", "CITIZENSHIP"]);

/** One kind of work on one day. Taken back, only that there was a line is left. */
export const CoreWork = z
  .object({
    id: z.string(),
    memberId: z.string(),
    hubId: z.string(),
    /** Who wrote it, as a mark that leads to nobody and that only they can make again. */
    writer: z.string(),
    kind: CoreWorkKind.optional(),
    happenedOn: z.string().optional(),
    minutes: z.int().optional(),
    /** The month it was written down in, which is the month it is counted in. */
    month: z.string(),
    isWithdrawn: z.boolean(),
    ...kept,
  })
  .readonly();
export type CoreWork = z.infer<typeof CoreWork>;

/** What a member's diary and the care recognised for them came to in one month. */
export const CoreMonth = z
  .object({
    memberId: z.string(),
    month: z.string(),
    careMinutes: z.int(),
    otherMinutes: z.int(),
    /** What was reported when care was recognised, and what of it was credited. */
    recognisedMinutes: z.int(),
    creditedMinutes: z.int(),
    version: z.int(),
  })
  .readonly();
export type CoreMonth = z.infer<typeof CoreMonth>;

export const Mode = z.enum(["CO_COMMISSION", "CO_DESIGN", "CO_DELIVER", "CO_ASSESS"]);

/**
 * One piece of work that citizens and staff did together. Who the citizens are stands in their
 * parts. It counts when both sides have signed it.
 */
export const ServiceHours = z
  .object({
    id: z.string(),
    hubId: z.string(),
    organisationId: z.string(),
    /** Which of its services this was part of. */
    serviceId: z.string().optional(),
    mode: Mode,
    what: z.string(),
    happenedOn: z.string(),
    citizenMinutes: z.int(),
    citizenCount: z.int(),
    staffMinutes: z.int(),
    /** Who signed for each side, as a mark that leads to nobody. */
    citizenMark: z.string().optional(),
    serviceMark: z.string().optional(),
    createdAt: z.string(),
    ...kept,
  })
  .readonly();
export type ServiceHours = z.infer<typeof ServiceHours>;

/** What the people a service is for have to do with it. */
export const RelationshipMode = z.enum(["TO", "FOR", "WITH", "BY"]);
export type RelationshipMode = z.infer<typeof RelationshipMode>;

/** How a service is done from a day on; without a mode, it is not done from that day on. */
export const ModeEntry = z
  .object({
    mode: RelationshipMode.optional(),
    from: z.string(),
    why: z.string(),
    writtenAt: z.string(),
  })
  .readonly();
export type ModeEntry = z.infer<typeof ModeEntry>;

/** What an organisation does again and again, with what was ever said about how. No person in it. */
export const Service = z
  .object({
    id: z.string(),
    hubId: z.string(),
    organisationId: z.string(),
    name: z.string(),
    /** In the order it was written. Entries are only ever added. */
    history: z.array(ModeEntry).readonly(),
    createdAt: z.string(),
    ...kept,
  })
  .readonly();
export type Service = z.infer<typeof Service>;

/** What one citizen was credited for it. */
export const Part = z
  .object({ serviceHoursId: z.string(), memberId: z.string(), minutes: z.int(), at: z.string() })
  .readonly();
export type Part = z.infer<typeof Part>;

/** What one citizen came to in a quarter and a mode. */
export const Quarter = z.object({ minutes: z.int(), version: z.int() }).readonly();
export type Quarter = z.infer<typeof Quarter>;
