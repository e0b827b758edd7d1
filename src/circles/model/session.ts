import * as z from "zod";
import { Rules, sides } from "./circle.ts";

/** Every way of being there, or of saying something, counts alike. */
export const ways = [
  "IN_PERSON",
  "VIDEO",
  "PHONE",
  "PAPER",
  "AFTERWARDS",
  "AAC",
  "VOICE_SEAT",
] as const;
export type Way = (typeof ways)[number];

/** A seat that was there, as it was then. */
const Present = z
  .object({
    seatId: z.string(),
    kind: z.enum(["SELF", "REPRESENTS", "VOICE_OF"]),
    side: z.enum(sides),
    group: z.string(),
    /** Could this seat vote at that moment: accepted, voting, and with a mandate where it needs one? */
    mayVote: z.boolean(),
    way: z.enum(ways),
    /** Somebody else pays them for this time, so it is credited to nobody. */
    isPaid: z.boolean(),
    /** Since when this seat has been theirs: who came after a question was put has no vote on it. */
    since: z.string(),
    at: z.string(),
  })
  .readonly();
export type Present = z.infer<typeof Present>;

/** A meeting of a circle, by whatever channels. */
export const Session = z
  .object({
    id: z.string(),
    circleId: z.string(),
    hubId: z.string(),
    title: z.string(),
    startsAt: z.string(),
    ways: z.array(z.enum(ways)).readonly(),
    information: z.object({ what: z.string(), sharedAt: z.string() }).readonly().optional(),
    /** Seats of service users who said that they need no more time. */
    waivedBySeatIds: z.array(z.string()).readonly(),
    attendance: z.array(Present).readonly(),
    /** How long it took: what everybody is credited for it who was not paid. */
    minutes: z.int().optional(),
    /**
     * The circle's rules when a decision was last opened on this attendance: from then on nobody is
     * taken off it, and it is these rules that it is measured by.
     */
    rules: Rules.optional(),
    createdAt: z.string(),
    version: z.int(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type Session = z.infer<typeof Session>;

/** Which seats were credited for a session, each once. It is there once somebody began to credit. */
export const SessionCredits = z
  .object({
    sessionId: z.string(),
    seatIds: z.array(z.string()).readonly(),
    version: z.int(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type SessionCredits = z.infer<typeof SessionCredits>;

/** What somebody said, with the way they said it. */
export const Contribution = z
  .object({
    id: z.string(),
    circleId: z.string(),
    hubId: z.string(),
    sessionId: z.string(),
    seatId: z.string(),
    personId: z.string(),
    memberId: z.string().optional(),
    side: z.enum(sides),
    way: z.enum(ways),
    text: z.string(),
    voiceRecordId: z.string().optional(),
    /** Did somebody else write it down for them? Who it was is told to nobody, so it is not kept. */
    isWrittenByOther: z.boolean(),
    adoptedInId: z.string().optional(),
    createdAt: z.string(),
    version: z.int(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type Contribution = z.infer<typeof Contribution>;

export const voiceMethods = [
  "AAC_DEVICE",
  "SIGNING",
  "SYMBOLS",
  "DRAWING",
  "BEHAVIOUR",
  "INTERPRETER",
  "DICTATION",
] as const;

/** A view that somebody expressed in another way than by typing or speaking. */
export const VoiceRecord = z
  .object({
    id: z.string(),
    circleId: z.string(),
    hubId: z.string(),
    /** Whose voice, where they are a member; otherwise it is told in words without a name. */
    memberId: z.string().optional(),
    personId: z.string().optional(),
    whose: z.string(),
    method: z.enum(voiceMethods),
    expressed: z.string(),
    reading: z.string(),
    readBy: z.string(),
    confidence: z.enum(["LOW", "MEDIUM", "HIGH"]),
    witness: z.string().optional(),
    answer: z.enum(["ASSENT", "DISSENT", "UNCLEAR"]),
    /** May the guardians of somebody of 13 or older read it? */
    guardiansMayRead: z.boolean(),
    /** Who wrote it down, as a mark that leads to nobody and that only they can make again. */
    writer: z.string(),
    createdAt: z.string(),
    version: z.int(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type VoiceRecord = z.infer<typeof VoiceRecord>;
