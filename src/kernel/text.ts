import * as z from "zod";
import { idPattern } from "./ids.ts";
import { longestMinutes } from "./minutes.ts";
import { invalid, type Refusal } from "./refusal.ts";

/*
 * The fields that many inputs share, each with its limit and its words. A message says what is
 * wrong; the part after the bar says what to do about it.
 */

/** Control characters other than line breaks and tabs, halves of signs, and what turns the reading direction. */
const hidden = /(?![\n\t])\p{Cc}|\p{Cs}|\p{Bidi_Control}/u;

const cleanText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `This text is too long.|Use at most ${most} letters.`)
    .refine((text) => !hidden.test(text), {
      message: "This text has hidden characters in it.|Type it again without copying and pasting.",
    })
    .transform((text) => text.normalize("NFC"));

/** A short text that must say something: a name or a title. */
export const line = (most = 120) =>
  cleanText(most).refine((text) => text.length > 0 && !text.includes("\n"), {
    message: "This needs some words, on one line.|Fill it in.",
  });

/** A longer text that must say something: a reason or a note. */
export const note = (most = 2000) =>
  cleanText(most).refine((text) => text.length > 0, {
    message: "This needs some words.|Fill it in.",
  });

export const id = z
  .string()
  .regex(idPattern, "This is not an id.|Use an id this service gave you.");

export const idempotencyKey = z
  .string()
  .regex(
    /^[\x21-\x7e]{8,128}$/,
    "This key cannot be used.|Send 8 to 128 plain letters, numbers or signs, such as a UUID.",
  );

/** A moment in time, kept in UTC. */
export const moment = z.iso
  .datetime({
    offset: true,
    message: "This is not a date and time.|Write it as 2026-02-09T14:30:00Z.",
  })
  .transform((text) => new Date(text).toISOString())
  // Turned into UTC, a moment can leave the years of four digits, and would no longer sort as text.
  .refine((text) => /^\d{4}-/.test(text), "This year cannot be right.|Use a year we live in.");

export const date = z.iso.date("This is not a date.|Write it as 2026-02-09.");

export const version = z
  .int()
  .min(1, "This version cannot be right.|Send the version you last read.");

/** Minutes of help: quarter hours, at most a day. */
export const helpMinutes = z
  .int("Minutes are whole numbers.|Use a whole number of minutes.")
  .min(15, "That is too short.|Use 15 minutes or more.")
  .max(longestMinutes, "That is longer than a day.|Use at most 1440 minutes.")
  .multipleOf(15, "Help is counted in quarter hours.|Use 15, 30, 45, 60 and so on.");

/**
 * Reads an input. Answers with it, cleaned, or with one refusal for each thing that is wrong.
 * GraphQL has already checked the types; this checks what types cannot say.
 */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
):
  | { readonly ok: true; readonly input: z.output<Schema> }
  | { readonly ok: false; readonly refusals: readonly Refusal<"VALIDATION_FAILED">[] } {
  const read = schema.safeParse(dropNulls(input));
  if (read.success) return { ok: true, input: read.data };
  const refusals = read.error.issues.slice(0, 10).map((issue) => {
    const [message, remedy] = issue.message.split("|");
    return invalid(
      remedy === undefined ? "This cannot be used here." : (message ?? ""),
      remedy ?? "Check this field against the description in the schema.",
      issue.path.length === 0 ? undefined : issue.path.map(String).join("."),
    );
  });
  return { ok: false, refusals };
}

/** GraphQL says null where a field was left out on purpose; to us both mean "not said". */
function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, held]) => held !== null)
      .map(([name, held]) => [name, dropNulls(held)]),
  );
}
