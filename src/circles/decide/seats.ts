import { invalid, type Refusal, refuse, wrongState } from "../../kernel/index.ts";
import type { Seat, SeatMandate, VoiceRecord } from "../model/index.ts";

/** Speaking for others needs their word first: without it a seat is there, and does not vote. */
export const mayVote = (seat: Seat): boolean =>
  seat.status === "ACCEPTED" &&
  seat.isVoting &&
  (seat.kind === "SELF" || seat.mandate !== undefined);

export function accept(seat: Seat, now: string): Seat | Refusal<"STATE_TRANSITION_INVALID"> {
  if (seat.status !== "INVITED") {
    return wrongState("This seat does not wait for a yes.", "Read the seat again.");
  }
  return { ...seat, status: "ACCEPTED", acceptedAt: now };
}

type Ending = {
  readonly isOwn: boolean;
  readonly reason?: string | undefined;
  readonly now: string;
};

/** Whoever sits there leaves without a word; who ends somebody else's seat says why, for the table. */
export function end(
  seat: Seat,
  { isOwn, reason, now }: Ending,
): Seat | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  if (seat.status === "ENDED") {
    return wrongState("This seat has ended already.", "Nothing needs to be done.");
  }
  const ended = { ...seat, status: "ENDED", endedAt: now } as const;
  if (isOwn) return ended;
  if (reason === undefined) {
    return invalid("This is somebody else's seat.", "Say why you end it.", "reason");
  }
  return { ...ended, endedBecause: reason };
}

/**
 * What the people spoken for said that their representative may say. Where they do not speak for
 * themselves it rests on a record of how they said so, and nobody's no is used as a yes.
 */
export function mandated(
  seat: Seat,
  mandate: SeatMandate,
  { voice, now }: { readonly voice: VoiceRecord | undefined; readonly now: string },
): Seat | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED" | "VOICE_MISSING"> {
  if (seat.status === "ENDED")
    return wrongState("This seat has ended.", "Invite the person again.");
  if (seat.kind === "SELF") {
    return wrongState("Who speaks for themselves needs no mandate.", "Nothing needs to be done.");
  }
  if (seat.mandate?.decisionId !== undefined && mandate.decisionId === undefined) {
    return wrongState(
      "A circle decided what this seat may say.",
      "Let that circle decide anew, and bring it here with delegateUpward.",
    );
  }
  if (mandate.givenOn > now.slice(0, 10)) {
    return invalid("This day is still to come.", "Give the day on which they said so.", "givenOn");
  }
  const isByVoice = seat.kind === "VOICE_OF" || voice !== undefined;
  if (isByVoice && voice?.answer !== "ASSENT") return voiceMissing();
  return { ...seat, mandate };
}

/** Nobody's voice is used without a record of it. */
export const voiceMissing = (): Refusal<"VOICE_MISSING"> =>
  refuse(
    "VOICE_MISSING",
    "There is no record of how these people said yes.",
    "Record their voice first: how they said it, who read it, and that they agreed.",
    "voiceRecordId",
  );
