import * as z from "zod";
import { Channel, id, idempotencyKey } from "../../kernel/index.ts";

/** The kinds of things that something of a person is erased from or with. */
export const erasedKinds = [
  "PERSON",
  "LOGIN",
  "MEMBERSHIP",
  "GUARDIANSHIP",
  "ROLE",
  "REFERRAL",
  "DEMOGRAPHICS",
  "LIMIT_CHANGE",
  "CONSENT_CHANGE",
  "MOVE_REQUEST",
  "LISTING",
  "SKILLS",
  "AT_RISK_NOTE",
  "CLEARANCE",
  "INTERIM_MEASURE",
  "EXCHANGE",
  "GROUP_ACTIVITY",
  "LEARNING_RECORD",
  "MENTORING_SERIES",
  "VISIT",
  "POT_REQUEST",
  "RECOGNITION",
  "GIFT",
  "LEDGER_REASON",
  "CORRECTION",
  "ACCESS_LINE",
  "READER",
  "INCIDENT",
  "CIRCLE_PART",
  "BALLOT",
  "ISSUE",
  "CORE_WORK",
  "SERVICE_PART",
] as const;
export type ErasedKind = (typeof erasedKinds)[number];

/** What is still to be done, and how far it has come. Gone with the last step. */
const Work = z
  .object({
    personId: z.string(),
    login: z.string().optional(),
    standIn: z.string(),
    members: z.array(z.object({ id: z.string(), hubId: z.string() })).readonly(),
    /** The number of the sweep, and the place in its list to go on after. */
    at: z.int(),
    after: z.string().optional(),
    /** Has this round found nothing to erase so far? */
    isClean: z.boolean(),
    /** How many steps the list had that this round goes through: another list has other numbers. */
    steps: z.int().optional(),
  })
  .readonly();
export type Work = z.infer<typeof Work>;

const base = {
  id: z.string(),
  askedBy: z.enum(["SELF", "GUARDIAN", "BROKER", "SCHEDULE"]),
  spokenOver: Channel.optional(),
  /** Made of the login of who asked and this id: that login finds it, and nothing leads back. */
  asker: z.string(),
  /** The hubs whose brokers may see that it was done. */
  hubIds: z.array(z.string()).readonly(),
  startedAt: z.string(),
  counts: z.partialRecord(z.enum(erasedKinds), z.int()),
  version: z.int(),
  receipts: z.array(z.string()).readonly(),
};

const Running = z.object({ status: z.literal("RUNNING"), ...base, work: Work }).readonly();
const Finished = z.object({ status: z.literal("FINISHED"), ...base, finishedAt: z.string() });

/**
 * The erasing of a person. RUNNING ──▶ FINISHED.
 *
 * Who they are goes with the first commit; what they did goes step by step, round after round,
 * until a whole round has found nothing. It never says who it was.
 */
export const Erasure = z.discriminatedUnion("status", [Running, Finished.readonly()]);
export type Erasure = z.infer<typeof Erasure>;
export type RunningErasure = z.infer<typeof Running>;

export const ErasePerson = z.object({
  memberId: id.optional(),
  spokenOver: Channel.optional(),
  understood: z.literal(
    true,
    "What is erased cannot be brought back.|Send understood as true once the person knows this.",
  ),
  idempotencyKey,
});
export type ErasePerson = z.output<typeof ErasePerson>;
