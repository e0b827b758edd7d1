import * as z from "zod";

/** What credits can come into being for without anyone who was helped paying. */
export const MandatePurpose = z.enum(["CARE", "LEARNING", "PARTICIPATION", "TRAINING"]);
export type MandatePurpose = z.infer<typeof MandatePurpose>;

export const quarter = z
  .string()
  .regex(/^20\d\d-Q[1-4]$/, "This is not a quarter.|Write it as 2026-Q1, for January to March.");

export const mandateMinutes = z
  .int("Minutes are whole numbers.|Use a whole number of minutes.")
  .min(15, "That is too little.|Use 15 minutes or more.")
  .max(6_000_000, "That is too much for a quarter.|Use at most 6000000 minutes.")
  .multipleOf(15, "Credits are counted in quarter hours.|Use 15, 30, 45, 60 and so on.");

/** What a circle says may be credited: for what, in which quarter, at most how many minutes. */
export const CreditsDecided = z
  .object({ purpose: MandatePurpose, quarter, minutes: mandateMinutes })
  .readonly();
export type CreditsDecided = z.infer<typeof CreditsDecided>;
