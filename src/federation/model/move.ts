import * as z from "zod";
import { id, idempotencyKey, note, Spoken, sameIdAs } from "../../kernel/index.ts";

/** Who asked: the member, a guardian for their child, or a broker who was told on the phone. */
const asker = z.enum(["MEMBER", "GUARDIAN", "BROKER"]);
export type Asker = z.output<typeof asker>;

/**
 * A member's wish to go on in another hub.
 *
 *     OPEN ──accept──▶ ACCEPTED
 *       └── decline ──▶ DECLINED ─┐
 *       └── withdraw ─▶ WITHDRAWN ┴── ask again ──▶ OPEN
 *
 * A membership has at most one, so nobody waits at two doors at once.
 */
export const MoveRequest = z
  .object({
    id: z.string(),
    memberId: z.string(),
    fromHubId: z.string(),
    toHubId: z.string(),
    status: z.enum(["OPEN", "ACCEPTED", "DECLINED", "WITHDRAWN"]),
    /** What the member wants the other hub's broker to know. */
    note: z.string().optional(),
    asked: z.object({ by: z.string(), as: asker, at: z.string(), spoken: Spoken.optional() }),
    answeredAt: z.string().optional(),
    /** Who answered or took it back; the member is named where it was in their name. */
    answeredBy: z
      .object({ by: z.string(), byBroker: z.boolean(), partyId: z.string().optional() })
      .optional(),
    declineReason: z.string().optional(),
    newMemberId: z.string().optional(),
    version: z.int(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type MoveRequest = z.output<typeof MoveRequest>;

/** A membership's request has its id, said as a request. */
export const moveIdOf = (memberId: string): string => sameIdAs(memberId, "mov");

const shortNoteLetters = 500;

export const RequestMove = z.object({
  memberId: id,
  toHubId: id,
  note: note(shortNoteLetters).optional(),
  spoken: Spoken.optional(),
  idempotencyKey,
});
export type RequestMove = z.output<typeof RequestMove>;

export const AcceptMove = z.object({ moveRequestId: id, idempotencyKey });
export type AcceptMove = z.output<typeof AcceptMove>;

export const DeclineMove = z.object({
  moveRequestId: id,
  reason: note(shortNoteLetters),
  idempotencyKey,
});
export type DeclineMove = z.output<typeof DeclineMove>;

export const WithdrawMove = z.object({ moveRequestId: id, idempotencyKey });
export type WithdrawMove = z.output<typeof WithdrawMove>;
