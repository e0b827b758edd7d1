import * as z from "zod";
import { id, idempotencyKey, note, Spoken } from "../kernel/index.ts";

export const ObjectToRecord = z.object({
  recordId: id,
  reason: note(500).optional(),
  spoken: Spoken.optional(),
  idempotencyKey,
});
export type ObjectToRecord = z.output<typeof ObjectToRecord>;

/** A record's facts that the rules of objecting need. */
export type Recorded = {
  readonly memberId: string;
  readonly kind:
    | "LISTING"
    | "AGREEMENT"
    | "SERIES"
    | "CONFIRMATION"
    | "GROUP"
    | "MOVE"
    | "POT_REQUEST"
    | "JOINING"
    | "CODE_OF_CONDUCT"
    | "PROFILE"
    | "PAUSE"
    | "RETURN"
    | "LEAVING"
    | "SEAT"
    | "POSITION";
  readonly byPersonId: string;
  readonly objectUntil: string;
  readonly objection?: object | undefined;
};

/** What ties somebody to the member of a record. */
export type Tie = "SELF" | "GUARDIAN" | "SUPPORTER" | "BROKER";
