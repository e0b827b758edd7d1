import * as z from "zod";
import {
  Channel,
  date,
  helpMinutes,
  id,
  idempotencyKey,
  line,
  note,
  Spoken,
  version,
} from "../../kernel/index.ts";
import { AccessFeature, ConsentBy, Direction, ListingKind, weekdays } from "./listing.ts";
import { isRoughPlace, namesExactPlace } from "./place.ts";

const mostText = 2000;

const exactPlace = {
  message: "There is an exact address in this text.|Leave it out. Say it when you meet.",
};

export const title = line(120)
  // An empty one is refused once, not twice.
  .refine((text) => text === "" || text.length >= 3, {
    message: "This title is too short.|Say in a few words what it is.",
  })
  .refine((text) => !namesExactPlace(text), exactPlace);

const emptyOrNote = z.union([z.literal(""), note(mostText)], {
  error: (issue) =>
    typeof issue.input === "string" && issue.input.length > mostText
      ? `This text is too long.|Use at most ${mostText} letters.`
      : "This text has hidden characters in it.|Type it again without copying and pasting.",
});

/** May be left empty, unlike other texts. */
export const description = z
  .string()
  .trim()
  .pipe(emptyOrNote)
  .refine((text) => !namesExactPlace(text), exactPlace);

const distinct = (list: readonly unknown[]) =>
  new Set(list.map((one) => JSON.stringify(one))).size === list.length;
const saidTwice = { message: "Something is in this list twice.|Name each only once." };

export const channelList = z
  .array(Channel)
  .min(1, "There is no way of meeting here.|Choose at least one.")
  .refine(distinct, saidTwice)
  .readonly();

const part = z.enum(["MORNING", "AFTERNOON", "EVENING"]);

const availability = z
  .object({
    weekly: z
      .array(z.object({ weekday: z.enum(weekdays), part }))
      .refine(distinct, saidTwice)
      .readonly()
      .default([]),
    dates: z
      .array(z.object({ date, part }))
      .max(20, "These are too many days.|Name at most 20.")
      .refine(distinct, saidTwice)
      .readonly()
      .default([]),
  })
  .readonly();

const count = z
  .int("This is a whole number.|Use a whole number.")
  .min(1, "This is too low.|Use 1 or more.")
  .max(500, "This is too high.|Use 500 or less.");

const capacity = z.object({ atOnce: count.optional(), perMonth: count.optional() }).readonly();

const around = line(60).refine(isRoughPlace, {
  message:
    "This says too exactly where it is.|Give the first half of the postcode, such as MB4, or the name of the area.",
});

const access = z.array(AccessFeature).refine(distinct, saidTwice).readonly();

const optionalFields = {
  categoryId: id.optional(),
  usualMinutes: helpMinutes.optional(),
  availability: availability.optional(),
  capacity: capacity.optional(),
  around: around.optional(),
};

export const CreateListing = z.object({
  partyId: id,
  direction: Direction,
  kind: ListingKind.default("SERVICE"),
  title,
  description: description.default(""),
  channels: channelList,
  access: access.default([]),
  ...optionalFields,
  asDraft: z.boolean().default(false),
  idempotencyKey,
});
export type CreateListing = z.output<typeof CreateListing>;

export const UpdateListing = z.object({
  listingId: id,
  version,
  kind: ListingKind.optional(),
  title: title.optional(),
  description: description.optional(),
  channels: channelList.optional(),
  access: access.optional(),
  ...optionalFields,
  idempotencyKey,
});
export type UpdateListing = z.output<typeof UpdateListing>;

/** For publishing, pausing and closing. */
export const MoveListing = z.object({ listingId: id, version, idempotencyKey });
export type MoveListing = z.output<typeof MoveListing>;

export const ConsentToListing = z
  .object({
    listingId: id,
    version,
    spoken: Spoken.optional(),
    spokenBy: ConsentBy.exclude(
      ["SUPPORTER"],
      "A supporter says so themselves.|Write down what the person or a guardian said.",
    ).optional(),
    idempotencyKey,
  })
  .refine((wish) => !wish.spoken || wish.spokenBy, {
    message: "It is not said whose yes this was.|Say who spoke in spokenBy.",
    path: ["spokenBy"],
  });
export type ConsentToListing = z.output<typeof ConsentToListing>;

/** What a search asks for, apart from the page. */
export const SearchListings = z.object({
  place: z.union([z.object({ hubId: id }), z.object({ areaId: id })]),
  direction: Direction,
  words: z.string().max(120, "These are too many words.|Use at most 120 letters.").default(""),
  categoryId: id.optional(),
  channel: Channel.optional(),
});
export type SearchListings = z.output<typeof SearchListings>;
