import * as z from "zod";
import { date, helpMinutes, id, idempotencyKey, line } from "../../kernel/index.ts";

const mostSessions = 20;

const Session = z.object({ on: z.string(), minutes: z.int() }).readonly();
export type LearningSession = z.infer<typeof Session>;

const base = {
  id: z.string(),
  /** The learner's hub. */
  hubId: z.string(),
  organisationHubId: z.string(),
  learnerId: z.string(),
  organisationId: z.string(),
  what: z.string(),
  sessions: z.array(Session).readonly(),
  recordedBy: z.string(),
  /** For whom it was written down; a broker did so for the learner. */
  recordedFor: z.enum(["LEARNER", "ORGANISATION", "BROKER"]).optional(),
  recordedAt: z.string(),
  version: z.int(),
  receipts: z.array(z.string()).readonly(),
};

const Recorded = z.object({ status: z.literal("RECORDED"), ...base }).readonly();
const Verified = z
  .object({
    status: z.literal("VERIFIED"),
    ...base,
    verifiedBy: z.string(),
    verifiedAt: z.string(),
  })
  .readonly();

/** What someone learned with an organisation. RECORDED ──verify──▶ VERIFIED, when minutes move. */
export const LearningRecord = z.discriminatedUnion("status", [Recorded, Verified]);
export type LearningRecord = z.infer<typeof LearningRecord>;
export type RecordedLearning = z.infer<typeof Recorded>;
export type VerifiedLearning = z.infer<typeof Verified>;

/**
 * What one learner has been credited with on one day, over all organisations: the guard against
 * crediting a day twice or beyond a child's limit. Its version is checked in the same commit.
 */
export const LearningDay = z
  .object({
    learnerId: z.string(),
    on: z.string(),
    credits: z
      .array(z.object({ organisationId: z.string(), minutes: z.int(), recordId: z.string() }))
      .readonly(),
    version: z.int(),
  })
  .readonly();
export type LearningDay = z.infer<typeof LearningDay>;

export const learnedMinutes = (record: { readonly sessions: readonly LearningSession[] }): number =>
  record.sessions.reduce((sum, session) => sum + session.minutes, 0);

export const RecordLearning = z.object({
  idempotencyKey,
  learnerId: id,
  organisationId: id,
  what: line(120),
  sessions: z
    .array(z.object({ on: date, minutes: helpMinutes }))
    .min(1, "There is no session.|Name at least one day.")
    .max(mostSessions, "That is too many sessions at once.|Name at most 20.")
    .refine((all) => new Set(all.map((session) => session.on)).size === all.length, {
      message: "A day is named twice.|Add the minutes of one day up in one session.",
    }),
});
export type RecordLearning = z.output<typeof RecordLearning>;

export const VerifyLearning = z.object({ idempotencyKey, recordId: id });
export type VerifyLearning = z.output<typeof VerifyLearning>;
