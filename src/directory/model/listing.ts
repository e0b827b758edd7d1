import * as z from "zod";
import { Channel } from "../../kernel/index.ts";
import { kept } from "./kept.ts";

export const Direction = z.enum(["OFFER", "REQUEST"]);
export type Direction = z.output<typeof Direction>;

export const ListingKind = z.enum(["SERVICE", "ACCESS", "GOODS"]);
export type ListingKind = z.output<typeof ListingKind>;

export const AccessFeature = z.enum([
  "STEP_FREE",
  "ACCESSIBLE_TOILET",
  "QUIET_SPACE",
  "HEARING_LOOP",
  "SIGN_LANGUAGE",
  "MAKATON",
  "AAC",
  "EASY_READ",
  "LARGE_PRINT",
  "INTERPRETER",
  "ASSISTANCE_DOG",
  "COMPANION",
]);

export const weekdays = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
] as const;
const part = z.enum(["MORNING", "AFTERNOON", "EVENING"]);

/** Both lists empty: anytime, by arrangement. */
export const Availability = z
  .object({
    weekly: z.array(z.object({ weekday: z.enum(weekdays), part }).readonly()).readonly(),
    dates: z.array(z.object({ date: z.string(), part }).readonly()).readonly(),
  })
  .readonly();
export type Availability = z.output<typeof Availability>;

const Capacity = z.object({ atOnce: z.int().optional(), perMonth: z.int().optional() }).readonly();

export const ConsentBy = z.enum(["AUTHOR", "GUARDIAN", "SUPPORTER"]);

/** The yes to what a broker wrote: said on the service, or heard by a broker and noted. */
export const Consent = z
  .object({
    by: ConsentBy,
    /** Who entered it: the author, their guardian, or the broker who heard it. */
    recordedBy: z.string(),
    spokenOver: Channel.optional(),
    note: z.string().optional(),
    at: z.string(),
  })
  .readonly();
export type Consent = z.output<typeof Consent>;

/**
 * DRAFT ──publish, consent──▶ PUBLISHED ◀──pause, publish──▶ PAUSED
 *   └───────────close──────────────┴──────────close────────────┴──▶ CLOSED
 *
 * A broker's change for somebody leads back to DRAFT, and their yes from there to PUBLISHED.
 */
export const Listing = z
  .object({
    id: z.string(),
    hubId: z.string(),
    /** The member or organisation whose listing it is. */
    partyId: z.string(),
    direction: Direction,
    kind: ListingKind,
    title: z.string(),
    description: z.string(),
    categoryId: z.string(),
    /** The category's slugs from the top down, so that searching needs no look-up. */
    categoryPath: z.array(z.string()).readonly(),
    usualMinutes: z.int().optional(),
    channels: z.array(Channel).readonly(),
    access: z.array(AccessFeature).readonly(),
    availability: Availability,
    capacity: Capacity,
    /** An outward code or the name of an area; never an exact place. */
    around: z.string().optional(),
    status: z.enum(["DRAFT", "PUBLISHED", "PAUSED", "CLOSED"]),
    consentNeeded: z.boolean(),
    consent: Consent.optional(),
    /** When it was first shown; pausing does not bring it back to the top. */
    publishedAt: z.string().optional(),
    ...kept,
  })
  .readonly();
export type Listing = z.output<typeof Listing>;

const reasonKinds = [
  "SAME_CATEGORY",
  "CATEGORY_BRANCH",
  "SHARED_WORDS",
  "SAME_TIMES",
  "ACCESS_PROVIDED",
  "SAME_AREA",
] as const;

/** An offer that could answer a request, and why. */
export type Match = {
  readonly listing: Listing;
  readonly reasons: readonly {
    readonly kind: (typeof reasonKinds)[number];
    readonly text: string;
  }[];
};
