import * as z from "zod";
import { Channel } from "../../kernel/index.ts";
import { kept } from "./kept.ts";
import { Profile } from "./profile.ts";

/** What somebody did in a member's name that the member can object to. */
const recordKinds = [
  "LISTING",
  "AGREEMENT",
  "SERIES",
  "CONFIRMATION",
  "GROUP",
  "MOVE",
  "POT_REQUEST",
  "JOINING",
  "CODE_OF_CONDUCT",
  "PROFILE",
  "PAUSE",
  "RETURN",
  "LEAVING",
  "SEAT",
  "POSITION",
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** What became of it when the member objected. */
const outcomes = ["UNDONE", "NOTHING_LEFT", "BROKER_LOOKS"] as const;

/** Over what it was said, and what shows that it was understood. */
const heard = {
  channel: Channel,
  /** Was it read back to the person? */
  readBack: z.boolean().optional(),
  /** The number or code of a slip that the person has. */
  slip: z.string().optional(),
};

const Objection = z
  .object({
    at: z.string(),
    byPersonId: z.string(),
    as: z.enum(["SELF", "GUARDIAN", "SUPPORTER", "BROKER"]),
    reason: z.string().optional(),
    spoken: z
      .object({ ...heard, note: z.string() })
      .readonly()
      .optional(),
    outcome: z.enum(outcomes),
    /** The entry that took credits back. */
    reversalId: z.string().optional(),
  })
  .readonly();

/**
 * Something that a broker wrote down for a member, or that a supporter did for them. The thing
 * itself is elsewhere; this tells the member of it, and until when they can have it undone.
 */
export const AssistedRecord = z
  .object({
    id: z.string(),
    hubId: z.string(),
    memberId: z.string(),
    /** Whose record it is: to find it again when they want all or nothing of it. */
    personId: z.string(),
    kind: z.enum(recordKinds),
    /** The listing, exchange, series, activity, request, membership, circle or decision. */
    thingId: z.string(),
    /** Which version of it this made, where later changes have to be told from this one. */
    thingVersion: z.int().optional(),
    /** What a profile said before, field by field, so that it can be put back. */
    before: Profile.partial().readonly().optional(),
    changed: z.array(Profile.keyof()).readonly().optional(),
    byPersonId: z.string(),
    as: z.enum(["BROKER", "SUPPORTER"]),
    /** What was said stands where it was written down, and is erased there. */
    spoken: z.object(heard).readonly().optional(),
    /** What was said of a profile, which the next edit of it would write over. Goes with the record. */
    note: z.string().optional(),
    /** The last moment at which the member can object. */
    objectUntil: z.string(),
    objection: Objection.optional(),
    ...kept,
  })
  .readonly();
export type AssistedRecord = z.infer<typeof AssistedRecord>;
export type Objection = z.infer<typeof Objection>;
