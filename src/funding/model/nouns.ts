import * as z from "zod";
import { MandatePurpose } from "../../kernel/index.ts";

/** The most decisions one mandate can rest on: far more than a quarter has circle meetings. */
export const mostDecisions = 20;

/** Rungs from here on are decisions; below, people were only asked or told. */
export const lowestDecidingRung = 6;

const stored = { version: z.int(), receipts: z.array(z.string()).readonly() };

/** What a mandate keeps of the decision it rests on. */
const DecisionFacts = z.object({
  decisionId: z.string(),
  circleName: z.string(),
  question: z.string(),
  decidedOn: z.string(),
  rung: z.int(),
});
export type DecisionFacts = z.infer<typeof DecisionFacts>;

const MandateDecision = DecisionFacts.extend({
  grantedMinutes: z.int(),
  recordedAt: z.string(),
  /** The broker who wrote it down. Kept for the record and shown to nobody through the API. */
  recordedBy: z.string(),
});
export type MandateDecision = z.infer<typeof MandateDecision>;

export const Mandate = z
  .object({
    id: z.string(),
    hubId: z.string(),
    purpose: MandatePurpose,
    quarter: z.string(),
    grantedMinutes: z.int(),
    decisions: z.array(MandateDecision).readonly(),
    ...stored,
  })
  .readonly();
export type Mandate = z.infer<typeof Mandate>;

/** Where a mandate is kept, and the request that granted it. */
export const MandatePointer = z
  .object({
    hubId: z.string(),
    purpose: MandatePurpose,
    quarter: z.string(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();

/** What an organisation holds of one mandate: given less given back. */
export const Allotment = z
  .object({
    organisationId: z.string(),
    purpose: MandatePurpose,
    quarter: z.string(),
    minutes: z.int(),
    version: z.int(),
  })
  .readonly();
export type Allotment = z.infer<typeof Allotment>;

export const Allocation = z
  .object({
    id: z.string(),
    organisationId: z.string(),
    hubId: z.string(),
    direction: z.enum(["TO_ORGANISATION", "BACK_TO_MANDATE"]),
    purpose: MandatePurpose,
    quarter: z.string(),
    minutes: z.int(),
    createdAt: z.string(),
    ...stored,
  })
  .readonly();
export type Allocation = z.infer<typeof Allocation>;

const CareWeek = z
  .object({
    weekStarting: z.string(),
    reportedMinutes: z.int(),
    creditedMinutes: z.int(),
  })
  .readonly();
export type CareWeek = z.infer<typeof CareWeek>;

/** Which recognition a week of a carer was credited by last. */
export const CreditedWeek = z.object({ recognitionId: z.string(), version: z.int() });

export const CareRecognition = z
  .object({
    id: z.string(),
    memberId: z.string(),
    hubId: z.string(),
    caredForMemberId: z.string().optional(),
    weeks: z.array(CareWeek).readonly(),
    /** The broker who recognised it for the hub. */
    recognisedBy: z.string().optional(),
    createdAt: z.string(),
    ...stored,
  })
  .readonly();
export type CareRecognition = z.infer<typeof CareRecognition>;

export const ActivityRecognition = z
  .object({
    id: z.string(),
    memberId: z.string(),
    hubId: z.string(),
    purpose: z.enum(["TRAINING", "PARTICIPATION"]),
    withMemberIds: z.array(z.string()).readonly(),
    /** The session of a circle that it was, and the organisation that gave the credits for it. */
    sessionId: z.string().optional(),
    sponsorId: z.string().optional(),
    what: z.string(),
    happenedOn: z.string(),
    minutes: z.int(),
    /** Who recognised it: a broker for the hub, or an admin of the sponsor. */
    recognisedBy: z.string().optional(),
    createdAt: z.string(),
    ...stored,
  })
  .readonly();
export type ActivityRecognition = z.infer<typeof ActivityRecognition>;

/** Exactly one of `recipientId` and `potOfHubId` is there. */
export const Gift = z
  .object({
    id: z.string(),
    giverId: z.string(),
    hubId: z.string(),
    recipientId: z.string().optional(),
    /** The recipient's hub: another one when the gift crosses over. */
    recipientHubId: z.string().optional(),
    potOfHubId: z.string().optional(),
    minutes: z.int(),
    note: z.string().optional(),
    /** Who gave it, for the giver. */
    givenBy: z.string().optional(),
    createdAt: z.string(),
    ...stored,
  })
  .readonly();
export type Gift = z.infer<typeof Gift>;

/**
 * OPEN → APPROVED, when the pot gives
 * OPEN → DECLINED, when a broker says no
 * OPEN → CANCELLED, when it is taken back
 */
export const PotRequest = z
  .object({
    id: z.string(),
    memberId: z.string(),
    hubId: z.string(),
    minutes: z.int(),
    reason: z.string(),
    status: z.enum(["OPEN", "APPROVED", "DECLINED", "CANCELLED"]),
    givenMinutes: z.int().optional(),
    decisionNote: z.string().optional(),
    /** Who asked, and whether as a broker for the member. */
    askedBy: z.string().optional(),
    byBroker: z.boolean().optional(),
    createdAt: z.string(),
    closedAt: z.string().optional(),
    ...stored,
  })
  .readonly();
export type PotRequest = z.infer<typeof PotRequest>;
