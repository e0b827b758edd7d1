import * as z from "zod";
import { date, id, idempotencyKey, line, note, Spoken, version } from "../../kernel/index.ts";

/** What somebody says is wrong. */
const correctionSubjects = [
  "NAME",
  "BIRTH",
  "CONTACT",
  "INTERVIEW",
  "REFERENCE",
  "FAMILY",
  "HELP",
  "OTHER",
] as const;

const base = {
  id: z.string(),
  memberId: z.string(),
  hubId: z.string(),
  subject: z.enum(correctionSubjects),
  /** What is wrong and what is right, in the person's words. Stays beside what is not changed. */
  statement: z.string(),
  askedAs: z.enum(["SELF", "GUARDIAN", "BROKER"]),
  spoken: Spoken.optional(),
  askedAt: z.string(),
  /** One month later: UK GDPR Article 12(3). */
  dueAt: z.string(),
  version: z.int(),
  receipts: z.array(z.string()).readonly(),
};

const answer = { answer: z.string(), answeredAt: z.string() };

const Open = z.object({ status: z.literal("OPEN"), ...base }).readonly();
const Corrected = z.object({ status: z.literal("CORRECTED"), ...base, ...answer }).readonly();
const Refused = z.object({ status: z.literal("REFUSED"), ...base, ...answer }).readonly();

/**
 * Somebody says that what is held on them is wrong. OPEN ──▶ CORRECTED or REFUSED, by a broker.
 *
 * Nobody is named who answered: it is the hub's answer.
 */
export const CorrectionRequest = z.discriminatedUnion("status", [Open, Corrected, Refused]);
export type CorrectionRequest = z.infer<typeof CorrectionRequest>;
export type OpenCorrection = z.infer<typeof Open>;

export const RequestCorrection = z.object({
  memberId: id,
  subject: z.enum(correctionSubjects),
  statement: note(1000),
  spoken: Spoken.optional(),
  idempotencyKey,
});
export type RequestCorrection = z.output<typeof RequestCorrection>;

/** A reference by the name it was noted under, and what is right of it. */
const RightReference = z
  .object({
    refereeName: line(120),
    rightName: line(120).optional(),
    relation: line(120).optional(),
    note: note(1000).optional(),
  })
  .refine(({ rightName, relation, note: words }) => rightName ?? relation ?? words, {
    message: "It is not said what is right.|Say the right name, relation or note.",
  });

export const DecideCorrection = z
  .object({
    correctionId: id,
    isCorrected: z.boolean(),
    answer: note(1000),
    bornOn: date.optional(),
    interviewNote: note(2000).optional(),
    helperName: line(120).optional(),
    reference: RightReference.optional(),
    version,
    idempotencyKey,
  })
  .refine(
    ({ isCorrected, bornOn, interviewNote, helperName, reference }) =>
      isCorrected || (bornOn ?? interviewNote ?? helperName ?? reference) === undefined,
    {
      message: "This says what is right, and that nothing is changed.|Leave out one of them.",
      path: ["isCorrected"],
    },
  );
export type DecideCorrection = z.output<typeof DecideCorrection>;
