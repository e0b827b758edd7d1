import * as z from "zod";
import { Spoken } from "../../kernel/index.ts";

/** How an incident can end, in the words of the statutory guidance on allegations. */
export const outcomes = [
  "SUBSTANTIATED",
  "UNSUBSTANTIATED",
  "FALSE",
  "MALICIOUS",
  "UNFOUNDED",
] as const;
export type Outcome = (typeof outcomes)[number];

/** To whom a safeguarding lead can pass something on. Only that and the day are noted here. */
export const referredTo = ["POLICE", "LADO", "ADULT_SAFEGUARDING"] as const;

/**
 * Who reported it. Somebody who gave no name has a receipt instead, of which only a hash is kept.
 * `memberIds` are those they speak for: who stands for one of them is too near to handle it.
 */
const Reporter = z
  .object({
    personId: z.string().optional(),
    memberIds: z.array(z.string()).readonly(),
    receiptHash: z.string().optional(),
  })
  .readonly();

const replyActors = ["SUBJECT", "GUARDIAN", "SAFEGUARDING_LEAD"] as const;

const Reply = z
  .object({
    text: z.string(),
    by: z.string(),
    at: z.string(),
    as: z.enum(replyActors),
    spoken: Spoken.optional(),
  })
  .readonly();
export type Reply = z.infer<typeof Reply>;

const Referral = z
  .object({ to: z.enum(referredTo), referredOn: z.string(), by: z.string() })
  .readonly();

/** What one reader concluded, waiting for the second. */
const Proposal = z
  .object({ outcome: z.enum(outcomes), reasons: z.string(), by: z.string(), at: z.string() })
  .readonly();

/** Why the second reader did not sign. */
const SentBack = z.object({ note: z.string(), by: z.string(), at: z.string() }).readonly();

/**
 * A safeguarding lead of another hub who is to read this incident and sign, and why somebody from
 * outside was needed. It gives no other reach, and none once `until` has come or it was ended.
 */
const SecondReader = z
  .object({
    personId: z.string(),
    /** Where they are a lead: they read for as long as they are. */
    hubId: z.string(),
    reason: z.string(),
    by: z.string(),
    at: z.string(),
    until: z.string(),
    endedAt: z.string().optional(),
  })
  .readonly();
export type SecondReader = z.infer<typeof SecondReader>;

const ended = { outcome: z.enum(outcomes), concludedAt: z.string() };

const kept = {
  id: z.string(),
  hubId: z.string(),
  reportedAt: z.string(),
  version: z.int(),
  receipts: z.array(z.string()).readonly(),
};

const told = {
  ...kept,
  reporter: Reporter,
  /** In the reporter's own words. */
  account: z.string(),
  /** Whom it is about, in words, where they are not named by id. */
  aboutWords: z.string().optional(),
  happenedOn: z.string().optional(),
  /** The member it is about, once it is known, and the person behind. */
  subjectId: z.string().optional(),
  subjectPersonId: z.string().optional(),
  exchangeId: z.string().optional(),
  /** Members and organisations that took part in that exchange or its visit. */
  partyIds: z.array(z.string()).readonly(),
};

const handled = {
  ...told,
  takenUp: z.object({ by: z.string(), at: z.string() }).readonly(),
  /** What the subject is told, written for them: neutral, and enough to answer. */
  asked: z.object({ summary: z.string(), by: z.string(), at: z.string() }).readonly().optional(),
  replies: z.array(Reply).readonly(),
  measureIds: z.array(z.string()).readonly(),
  referrals: z.array(Referral).readonly(),
  /** Oldest first. Only the last one can still be in force. */
  secondReaders: z.array(SecondReader).readonly(),
};

const Reported = z.object({ status: z.literal("REPORTED"), ...told }).readonly();
const UnderReview = z
  .object({
    status: z.literal("UNDER_REVIEW"),
    ...handled,
    proposal: Proposal.optional(),
    sentBack: SentBack.optional(),
  })
  .readonly();
const Concluded = z
  .object({
    status: z.literal("CONCLUDED"),
    ...handled,
    ...ended,
    proposal: Proposal,
    signed: z.object({ by: z.string(), note: z.string().optional() }).readonly(),
    wipeAt: z.string(),
  })
  .readonly();
const Wiped = z
  .object({ status: z.literal("WIPED"), ...kept, ...ended, wipedAt: z.string() })
  .readonly();

/**
 * Something that somebody says happened.
 *
 *     REPORTED ──a lead takes it up──▶ UNDER_REVIEW ──two leads sign──▶ CONCLUDED ──time──▶ WIPED
 *
 * It stands apart from everything else: nothing a member, broker or hub can ask leads here. WIPED
 * has neither words nor names left.
 */
export const Incident = z.discriminatedUnion("status", [Reported, UnderReview, Concluded, Wiped]);
export type Incident = z.infer<typeof Incident>;
export type ReportedIncident = z.infer<typeof Reported>;
export type IncidentUnderReview = z.infer<typeof UnderReview>;
export type ConcludedIncident = z.infer<typeof Concluded>;
export type WipedIncident = z.infer<typeof Wiped>;
/** An incident that still says something. */
export type ToldIncident = Exclude<Incident, WipedIncident>;

/** Found to be nothing the subject did: then nothing of it is left on them. */
export const isCleared = (outcome: Outcome): boolean =>
  outcome === "FALSE" || outcome === "MALICIOUS" || outcome === "UNFOUNDED";

/** An incident as its reporter sees it; the receipt is shown once, with the report. */
export type IncidentReport = Incident & { readonly receipt?: string };
