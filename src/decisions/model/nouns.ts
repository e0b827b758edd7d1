import * as z from "zod";
import { CircleChange } from "../../circles/index.ts";
import { CreditsDecided, Spoken } from "../../kernel/index.ts";

export const artefactKinds = ["OUTCOME", "RECOMMENDATION", "PLAN", "ACTION", "MATERIAL"] as const;

const kept = { version: z.int(), receipts: z.array(z.string()).readonly() };

/** Something a circle made. Only a decision of the circle can make it agreed. */
export const Artefact = z
  .object({
    id: z.string(),
    circleId: z.string(),
    hubId: z.string(),
    kind: z.enum(artefactKinds),
    title: z.string(),
    text: z.string(),
    authorSeatIds: z.array(z.string()).readonly(),
    /** The open decision on it: there is one at a time. */
    openDecisionId: z.string().optional(),
    /** The decision that agreed it. */
    agreedInId: z.string().optional(),
    createdAt: z.string(),
    ...kept,
  })
  .readonly();
export type Artefact = z.infer<typeof Artefact>;

const side = z.enum(["SERVICE_USER", "PROFESSIONAL"]);
const Share = z.object({ part: z.int(), whole: z.int() }).readonly();
export type Share = z.infer<typeof Share>;

/** The circle's rules and power as they were when the decision was opened. */
const Terms = z
  .object({
    rule: z.enum(["CONSENT", "CONSENSUS", "MAJORITY", "DOUBLE_MAJORITY"]),
    minServiceUsers: Share,
    minPresent: z.int(),
    isBinding: z.boolean(),
    holdsBudget: z.boolean(),
    hasVeto: z.boolean(),
    changesMinds: z.boolean(),
  })
  .readonly();
export type Terms = z.infer<typeof Terms>;

export const places = ["IN_CIRCLE", "BEFORE_THE_MEETING", "ELSEWHERE"] as const;

const Tally = z
  .object({
    votingPresent: z.int(),
    serviceUsersPresent: z.int(),
    supports: z.int(),
    standsAside: z.int(),
    objects: z.int(),
    serviceUsersSupport: z.int(),
  })
  .readonly();
export type Tally = z.infer<typeof Tally>;

const outcomes = ["AGREED", "BLOCKED", "NOT_QUORATE"] as const;
export type Outcome = (typeof outcomes)[number];

const base = {
  id: z.string(),
  circleId: z.string(),
  hubId: z.string(),
  sessionId: z.string(),
  artefactId: z.string(),
  question: z.string(),
  terms: Terms,
  /** What may be credited if it is agreed; for anything more, people decide again. */
  credits: z.array(CreditsDecided).readonly(),
  /** What the circle changes about itself if it is agreed. */
  change: CircleChange.optional(),
  /** Who was asked before, and what became of what they said. */
  consultation: z.object({ viewsSought: z.string(), viewsAnswered: z.string() }).readonly(),
  openedAt: z.string(),
  ...kept,
};

const closed = {
  ...base,
  outcome: z.enum(outcomes),
  tally: Tally,
  rung: z.int(),
  decidedAt: z.object({ place: z.enum(places), where: z.string().optional() }).readonly(),
  closedAt: z.string(),
};

const Overriding = z.object({ body: z.string(), reason: z.string(), at: z.string() }).readonly();

/**
 * A question put to a circle.
 *
 *     OPEN ──close──▶ AGREED ──override──▶ OVERRIDDEN
 *       └─────close──▶ BLOCKED, NOT_QUORATE
 *
 * What it comes to is worked out by `judge` from who was there and what they said, and by nothing
 * else. OVERRIDDEN keeps the outcome that it overrides.
 */
export const Decision = z.discriminatedUnion("status", [
  z.object({ status: z.literal("OPEN"), ...base }).readonly(),
  z.object({ status: z.literal("AGREED"), ...closed }).readonly(),
  z.object({ status: z.literal("BLOCKED"), ...closed }).readonly(),
  z.object({ status: z.literal("NOT_QUORATE"), ...closed }).readonly(),
  z.object({ status: z.literal("OVERRIDDEN"), ...closed, overriding: Overriding }).readonly(),
]);
export type Decision = z.infer<typeof Decision>;
export type OpenedDecision = Extract<Decision, { status: "OPEN" }>;
export type ClosedDecision = Exclude<Decision, { status: "OPEN" }>;

export const stances = ["SUPPORT", "STAND_ASIDE", "OBJECT"] as const;
export type Stance = (typeof stances)[number];

const said = {
  stance: z.enum(stances),
  reason: z.string().optional(),
  at: z.string(),
  /** What became of this objection, and of no other. */
  answer: z.object({ text: z.string(), at: z.string() }).readonly().optional(),
  /** What a broker heard, and wrote down for a member. */
  spoken: Spoken.optional(),
  /** When the member said that this was never theirs. It counts for nothing since. */
  takenBackAt: z.string().optional(),
};

/** What one seat says to one decision, and what it said before. */
export const Position = z
  .object({
    decisionId: z.string(),
    circleId: z.string(),
    hubId: z.string(),
    seatId: z.string(),
    personId: z.string(),
    memberId: z.string().optional(),
    side,
    ...said,
    earlier: z.array(z.object(said).readonly()).readonly(),
    ...kept,
  })
  .readonly();
export type Position = z.infer<typeof Position>;

/** How often one seat can change its mind about one decision: as much as one item can hold. */
export const mostChanges = 25;

/** A part of the ballot: how many times a position was put into it. */
export const Box = z.object({ number: z.int(), version: z.int() }).readonly();
export type Box = z.infer<typeof Box>;

/** What one seat privately thinks of the power it had. */
export const Rating = z
  .object({
    decisionId: z.string(),
    seatId: z.string(),
    personId: z.string(),
    memberId: z.string().optional(),
    hubId: z.string(),
    rung: z.int(),
    ...kept,
  })
  .readonly();
export type Rating = z.infer<typeof Rating>;

/** Something that somebody does because of a decision. */
export const Action = z
  .object({
    id: z.string(),
    decisionId: z.string(),
    circleId: z.string(),
    hubId: z.string(),
    what: z.string(),
    ownerSeatId: z.string(),
    ownerRole: z.string(),
    dueOn: z.string(),
    status: z.enum(["OPEN", "DONE"]),
    evidence: z.string().optional(),
    result: z.string().optional(),
    doneAt: z.string().optional(),
    createdAt: z.string(),
    ...kept,
  })
  .readonly();
export type Action = z.infer<typeof Action>;
