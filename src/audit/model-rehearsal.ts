import * as z from "zod";
import type { Entry, Head, LedgerCode } from "../ledger/index.ts";

export const RehearsedMandate = z.object({
  purpose: z.enum(["CARE", "LEARNING", "PARTICIPATION", "TRAINING"]),
  quarter: z
    .string()
    .regex(/^20\d\d-Q[1-4]$/, "This is not a quarter.|Write it as 2026-Q1, for January to March."),
  minutes: z
    .int("Minutes are whole numbers.|Use a whole number of minutes.")
    .min(0, "That is below nothing.|Use 0 or more.")
    .max(6_000_000, "That is too much for a quarter.|Use at most 6000000 minutes."),
});
export type RehearsedMandate = z.infer<typeof RehearsedMandate>;

const Total = z.object({
  code: z.custom<LedgerCode>((code) => typeof code === "string"),
  refusalCount: z.int(),
  accountCount: z.int(),
  minutes: z.int(),
});

/** What would have been refused so far, by why. */
const RehearsalTotals = z.array(Total);
export type RehearsalTotals = readonly z.infer<typeof Total>[];

/** How far a rehearsal has come: all that the next page needs to know. */
export const RehearsalPlace = z.object({
  asOf: z.string(),
  accountCount: z.int(),
  accountsDone: z.int(),
  entryCount: z.int(),
  totals: RehearsalTotals,
  /** The place of the last account that was looked at to its end. */
  account: z.string().optional(),
  /** The account to go on with: after which entry, and what was counted of it. */
  open: z
    .object({
      id: z.string(),
      place: z.string(),
      seq: z.int(),
      spentAt: z.string().optional(),
      codes: z.array(z.string()),
    })
    .optional(),
});
export type RehearsalPlace = z.infer<typeof RehearsalPlace>;

/** An entry that would not stand under the other limits. */
export type RehearsedRefusal = {
  readonly account: Head;
  readonly seq: number;
  readonly kind: Entry["kind"];
  readonly recordedAt: string;
  readonly minutes: number;
  readonly code: LedgerCode;
  readonly overMinutes: number;
};

/** A page of a rehearsal, with what it came to so far. */
export type Rehearsal = Omit<RehearsalPlace, "account" | "open"> & {
  readonly refusals: readonly RehearsedRefusal[];
  readonly forMembers: readonly {
    readonly code: LedgerCode;
    readonly refusalCount: number | null;
    readonly accountCount: number | null;
    readonly minutes: number | null;
  }[];
  readonly isComplete: boolean;
  readonly next: string | null;
};
