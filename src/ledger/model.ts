import * as z from "zod";
import { id, idempotencyKey, note } from "../kernel/index.ts";
import { unpackJournal } from "./model-packed.ts";

/** What an account is for. POT never falls below zero, ISSUANCE never rises above it. */
export const AccountKind = z.enum(["MEMBER", "ORGANISATION", "POT", "ISSUANCE", "CLEARING"]);
export type AccountKind = z.infer<typeof AccountKind>;

/** Why credits moved. */
export const JournalKind = z.enum([
  "EXCHANGE",
  "SPONSORED",
  "LEARNING",
  "RECOGNITION",
  "ALLOCATION",
  "GIFT",
  "RETURN",
  "REVERSAL",
  "CLOSURE",
]);
export type JournalKind = z.infer<typeof JournalKind>;

/** Why an entry stands in a chain: credits moved, or were set aside, or the account changed. */
const EntryKind = z.enum([
  ...JournalKind.options,
  "HOLD",
  "PROMISE",
  "RELEASE",
  "FREEZE",
  "UNFREEZE",
]);
export type EntryKind = z.infer<typeof EntryKind>;

const AccountStatus = z.enum(["OPEN", "FROZEN", "CLOSED"]);
type AccountStatus = z.infer<typeof AccountStatus>;

/** The most minutes in one UTC day, ISO week, month and year; no limit where left out. */
export type PeriodLimits = {
  readonly day?: number | undefined;
  readonly week?: number | undefined;
  readonly month?: number | undefined;
  readonly year?: number | undefined;
};

/** Limits on what a member gives and spends, counted on the day the hours are recorded. */
export type Limits = {
  readonly giving?: PeriodLimits | undefined;
  readonly spending?: PeriodLimits | undefined;
  /** The least time between one spending and the next. */
  readonly leastGapMinutes?: number | undefined;
};

/**
 * An account as a caller names it, with the limits that policy sets at this moment.
 *
 * Nothing has to be opened: an account without entries is open and at zero.
 */
export type AccountRef = {
  readonly id: string;
  readonly hubId: string;
  readonly kind: AccountKind;
  /** The lowest balance less what is set aside. Never above zero. */
  readonly floorMinutes: number;
  /** The balance that prompts spending; nothing is refused above it unless it is hard. */
  readonly ceilingMinutes?: number;
  /** Is what would bring the balance above its ceiling refused? */
  readonly isCeilingHard?: boolean;
  readonly limits?: Limits;
  /** CLEARING: the partner hub. ISSUANCE: purpose and quarter, as `CARE 2026-Q1`. */
  readonly label?: string;
};

/** Minutes in the UTC day, ISO week, month and year of an entry, with that entry. */
const Tally = z.tuple([z.int(), z.int(), z.int(), z.int()]).readonly();
export type Tally = z.infer<typeof Tally>;

/**
 * One link of an account's chain. The last entry is the balance: there is no second copy.
 *
 * Entries hold no names and no words of people, so that erasing a person breaks no chain.
 */
export const Entry = z.object({
  accountId: z.string(),
  /** 1, 2, 3 … without a gap. */
  seq: z.int().min(1),
  hubId: z.string(),
  accountKind: AccountKind,
  label: z.string().optional(),
  kind: EntryKind,
  /** Signed: what this entry adds to the balance. */
  minutes: z.int(),
  balanceMinutes: z.int(),
  reservedMinutes: z.int().min(0).default(0),
  /** Minutes to come from help that was agreed; kept where a limit on receiving has to hold. */
  promisedMinutes: z.int().min(1).optional(),
  floorMinutes: z.int(),
  ceilingMinutes: z.int().optional(),
  status: AccountStatus,
  /** The account on the other side, where credits moved; in another hub, beyond the clearing. */
  counterId: z.string().optional(),
  /** The act this rests on: an exchange, a gift, a reversal … */
  actId: z.string(),
  recordedAt: z.string(),
  /** The day the help was given, where that is another day than it was recorded. */
  happenedOn: z.string().optional(),
  /** MEMBER only: help given and hours spent so far in the periods of `recordedAt`, if any. */
  given: Tally.optional(),
  spent: Tally.optional(),
  /** When hours were last spent or set aside; kept where a least gap between two is in force. */
  spentAt: z.string().optional(),
  /** Hash of the entry before and of this one: see chain.ts. */
  hash: z.string(),
});
export type Entry = z.infer<typeof Entry>;

/** An entry before it is sealed into its chain. */
export type Draft = Omit<Entry, "hash">;

/** The state of an account: its last entry, or zero. */
export type Head = {
  readonly account: AccountRef;
  readonly seq: number;
  readonly balanceMinutes: number;
  readonly reservedMinutes: number;
  readonly promisedMinutes?: number | undefined;
  readonly given?: Tally | undefined;
  readonly spent?: Tally | undefined;
  readonly spentAt?: string | undefined;
  readonly status: AccountStatus;
  readonly recordedAt: string;
  readonly hash: string;
};

/** What may still be given: the balance and the floor below it, less what is set aside. */
export const availableMinutes = (head: Head): number =>
  head.balanceMinutes - head.reservedMinutes - head.account.floorMinutes;

/** Lower than policy allows: after a correction, or since the floor was raised. */
export const isBelowFloor = (head: Pick<Head, "account" | "balanceMinutes">): boolean =>
  head.balanceMinutes < head.account.floorMinutes;

/** Minutes going from one account to another of the same hub. */
export type Movement = {
  readonly from: AccountRef;
  readonly to: AccountRef;
  readonly minutes: number;
  /** How much of what `from` has set aside this uses up. */
  readonly heldMinutes?: number;
  /** How much of what `to` was promised this uses up. */
  readonly promisedMinutes?: number;
};

const PostedMovement = z.object({
  hubId: z.string(),
  from: z.string(),
  fromSeq: z.int(),
  to: z.string(),
  toSeq: z.int(),
  minutes: z.int(),
});

/** A journal entry, read from the act that caused it. Its sum is zero in every hub. */
export const Journal = z.preprocess(
  unpackJournal,
  z.object({
    kind: JournalKind,
    purpose: z.string().optional(),
    happenedOn: z.string(),
    recordedAt: z.string(),
    movements: z.array(PostedMovement).min(1),
    reversedById: z.string().optional(),
    /** How much was taken back where that was not all of it. */
    reversedMinutes: z.int().optional(),
  }),
);
export type Journal = z.infer<typeof Journal>;

/** Was all of it taken back, so that it is as if it had never been? */
export const isTakenBack = ({ reversedById, reversedMinutes }: Journal): boolean =>
  reversedById !== undefined && reversedMinutes === undefined;

/** A journal entry with its id and what it takes back, read from whatever act it rests on. */
export type JournalEntry = Journal & {
  readonly id: string;
  readonly reversesId?: string;
  readonly reason?: string;
};

/** What a journal entry did to one account. */
export type Posting = {
  readonly accountId: string;
  readonly hubId: string;
  /** The account's entry that this is part of. */
  readonly seq: number;
  readonly minutes: number;
  /** How much of it was taken back, without a sign. */
  readonly reversedMinutes: number;
};

export const ReverseEntry = z.object({
  journalEntryId: id,
  minutes: z
    .int("Minutes are whole numbers.|Use a whole number of minutes.")
    .min(15, "That is too little.|Use 15 minutes or more.")
    .multipleOf(15, "Hours are counted in quarters.|Use 15, 30, 45, 60 and so on.")
    .optional(),
  reason: note(500),
  idempotencyKey,
});

export const ChangeFreeze = z.object({ accountId: id, reason: note(500), idempotencyKey });
