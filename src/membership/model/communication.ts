import * as z from "zod";

export const contactWays = ["PHONE", "TEXT", "EMAIL", "IN_PERSON", "THROUGH_SOMEONE"] as const;
export type ContactWay = (typeof contactWays)[number];

export const speakingWays = [
  "AAC",
  "SIGN_LANGUAGE",
  "MAKATON",
  "LIP_READING",
  "WRITING",
  "TEXT_RELAY",
  "PLAIN_WORDS",
] as const;

export const readingFormats = ["EASY_READ", "LARGE_PRINT", "AUDIO", "BRAILLE", "PAPER"] as const;

export const bestTimes = ["MORNING", "AFTERNOON", "EVENING", "WEEKEND"] as const;

/** How someone likes to be reached, to talk and to read. Nobody has to say any of it. */
export const CommunicationProfile = z
  .object({
    preferredContact: z.enum(contactWays),
    /** No texts, no e-mail, nothing online. */
    isPhoneOnly: z.boolean(),
    /** Tags such as `en` or `bn`, the one they like best first. */
    languages: z.array(z.string()).min(1).readonly(),
    needsInterpreter: z.boolean(),
    speakingWays: z.array(z.enum(speakingWays)).readonly(),
    readingFormats: z.array(z.enum(readingFormats)).readonly(),
    /** Who helps them talk or write: a carer, a friend. */
    helperName: z.string().optional(),
    bestTimes: z.array(z.enum(bestTimes)).readonly(),
  })
  .readonly();
export type CommunicationProfile = z.infer<typeof CommunicationProfile>;
