import * as z from "zod";
import { Spoken } from "../../kernel/index.ts";
import { sides } from "./circle.ts";

export const seatKinds = ["SELF", "REPRESENTS", "VOICE_OF"] as const;

/** What those who are spoken for gave their representative to say. */
const SeatMandate = z
  .object({
    from: z.string(),
    statement: z.string(),
    givenOn: z.string(),
    /** How they said so, where they do not speak for themselves. */
    voiceRecordId: z.string().optional(),
    /** What their circle agreed, where they bring it to a circle of a higher level. */
    decisionId: z.string().optional(),
    recordedAt: z.string(),
  })
  .readonly();
export type SeatMandate = z.infer<typeof SeatMandate>;

/**
 * One person's place in a circle. A person has one seat in a circle and no more: its key is made
 * of the two, so nobody can vote twice.
 *
 *     INVITED ──accept──▶ ACCEPTED ──end──▶ ENDED ──invite──▶ INVITED
 */
export const Seat = z
  .object({
    id: z.string(),
    circleId: z.string(),
    hubId: z.string(),
    personId: z.string(),
    memberId: z.string().optional(),
    kind: z.enum(seatKinds),
    side: z.enum(sides),
    /** The name of one of the circle's groups. */
    group: z.string(),
    isVoting: z.boolean(),
    mandate: SeatMandate.optional(),
    status: z.enum(["INVITED", "ACCEPTED", "ENDED"]),
    spoken: Spoken.optional(),
    invitedAt: z.string(),
    acceptedAt: z.string().optional(),
    endedAt: z.string().optional(),
    /** Why those who run the circle ended it; absent when the person left. */
    endedBecause: z.string().optional(),
    version: z.int(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type Seat = z.infer<typeof Seat>;
