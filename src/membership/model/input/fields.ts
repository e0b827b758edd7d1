import * as z from "zod";
import { line } from "../../../kernel/index.ts";
import { bestTimes, contactWays, readingFormats, speakingWays } from "../communication.ts";

/** A few hundred letters, for a reason or a short note. */
export const shortNoteLetters = 500;

export const name = { firstName: line(60), lastName: line(80) };

export const gssCode = z
  .string()
  .regex(
    /^[EWSN]\d{8}$/,
    "This is not a GSS code.|Use E, W, S or N and 8 digits, as in E10000030.",
  );

export const hubCode = z
  .string()
  .regex(/^[A-Z]{3}$/, "This is not a hub code.|Use three capital letters.");

export const phone = z
  .string()
  .trim()
  .regex(
    /^\+?(?=(?:[^0-9]*[0-9]){5,})[0-9 ()-]{5,20}$/,
    "This is not a phone number.|Use 5 to 20 digits, with spaces or dashes if you like.",
  );

export const email = z
  .email("This is not an e-mail address.|Write it as name@example.org, or leave it out.")
  .max(254, "This address is too long.|Use at most 254 letters.");

const language = z
  .string()
  .max(20, "This is too long.|Use a language tag such as en.")
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "This is not a language.|Use a tag such as en or bn.");

/** The words that were shown before a yes. */
export const textVersion = z
  .int()
  .min(1, "There is no such text.|Send the version of the text that was shown.");

/** A short list that says each thing once. */
const once = <Said extends z.ZodType<string>>(said: Said, most: number) =>
  z
    .array(said)
    .max(most, `These are too many.|Say at most ${most}.`)
    .refine((list) => new Set(list).size === list.length, {
      message: "One of these is there twice.|Say each thing once.",
    });

/** How someone likes to talk, read and be reached. */
export const communication = {
  preferredContact: z.enum(contactWays).optional(),
  isPhoneOnly: z.boolean().optional(),
  languages: once(language, 5).optional(),
  needsInterpreter: z.boolean().optional(),
  speakingWays: once(z.enum(speakingWays), speakingWays.length).optional(),
  readingFormats: once(z.enum(readingFormats), readingFormats.length).optional(),
  helperName: line(120).optional(),
  bestTimes: once(z.enum(bestTimes), bestTimes.length).optional(),
};
const Communication = z.object(communication);
export type SaidCommunication = z.output<typeof Communication>;

const words = once(line(200), 10);

/** What a person can tell about themselves. Each may be left out. */
export const contact = {
  phone: phone.optional(),
  email: email.optional(),
  offersInWords: words.optional(),
  requestsInWords: words.optional(),
};

/** What an application says beside the name. */
export const told = { ...contact, communication: Communication.optional() };
