import * as z from "zod";
import { Counts } from "./lines.ts";

/** The state of a hub's books at the end of a day, in one hash. Holds nothing about anybody. */
export const Digest = z.object({
  hubId: z.string(),
  day: z.string(),
  /** The hash of the digest before; empty for the first. */
  previousHash: z.string(),
  hash: z.string(),
});
export type Digest = z.infer<typeof Digest>;

/** Where digests are kept so that nobody can change them, whoever may change the table. */
export type DigestStore = {
  /** Keeps a digest. One that is there already stays as it is. */
  readonly keep: (digest: Digest) => Promise<void>;
};

/** Something wrong with the books in the table. */
const KeptProblem = z.object({
  accountId: z.string().optional(),
  seq: z.int().optional(),
  journalEntryId: z.string().optional(),
  what: z.string(),
});
export type KeptProblem = z.infer<typeof KeptProblem>;

/** How far an export has come: all that the next page needs to know. */
export const ExportPlace = z.object({
  asOf: z.string(),
  stage: z.enum(["DIGESTS", "ACCOUNTS", "END"]),
  /** The last day whose digest was handed out. */
  day: z.string().optional(),
  /** The last account that was handed out whole. */
  account: z.string().optional(),
  /** The account being handed out: its id, its place among the accounts and its last entry. */
  open: z.object({ id: z.string(), place: z.string(), seq: z.int(), hash: z.string() }).optional(),
  counts: Counts,
});
export type ExportPlace = z.infer<typeof ExportPlace>;

/** A page of an export. */
export type ExportPage = {
  readonly hubId: string;
  readonly asOf: string;
  readonly lines: readonly string[];
  readonly next: string | null;
};

const Amounts = z.record(z.string(), z.int());

/** The account that a check is in the middle of, as far as its last entry. */
const OpenAccount = z.object({
  id: z.string(),
  place: z.string(),
  seq: z.int(),
  explainedMinutes: z.int(),
  isSure: z.boolean(),
  otherHash: z.string().optional(),
  held: Amounts.optional(),
  promised: Amounts.optional(),
  /** The last entry that the digest before has taken up. */
  before: z.object({ seq: z.int(), hash: z.string() }).optional(),
});
export type OpenAccount = z.infer<typeof OpenAccount>;

/** How far the check of a hub's books in the table has come. */
export const Progress = z.object({
  asOf: z.string(),
  /** The last account that was followed to its end. */
  account: z.string().optional(),
  open: OpenAccount.optional(),
  accountCount: z.int(),
  entryCount: z.int(),
  journalEntryCount: z.int(),
  sumMinutes: z.int(),
  unexplainedMinutes: z.int(),
  problemCount: z.int(),
  isComplete: z.boolean(),
  /** The digest being made, and the one before it being made again. */
  made: z.string().optional(),
  madeBefore: z.string().optional(),
});
export type Progress = z.infer<typeof Progress>;

/** The check of one hub's books as of the end of a day, in as many steps as it takes. */
export const CheckRun = z.object({
  hubId: z.string(),
  day: z.string(),
  /** FOLLOWING the accounts, then KEEPING the digest where nobody can change it, then DONE. */
  stage: z.enum(["FOLLOWING", "KEEPING", "DONE"]),
  /** The digest before, which this one builds on and which is made again. */
  previous: z.object({ day: z.string(), hash: z.string() }).optional(),
  progress: Progress,
  problems: z.array(KeptProblem),
  version: z.int(),
});
export type CheckRun = z.infer<typeof CheckRun>;

/** What the last check of a hub's books came to. */
export const KeptCheck = z.object({
  hubId: z.string(),
  day: z.string(),
  asOf: z.string(),
  checkedAt: z.string(),
  accountCount: z.int(),
  entryCount: z.int(),
  journalEntryCount: z.int(),
  sumMinutes: z.int(),
  unexplainedMinutes: z.int(),
  problemCount: z.int(),
  problems: z.array(KeptProblem),
  version: z.int(),
});
export type KeptCheck = z.infer<typeof KeptCheck>;

/** What a page of a check in the table came to. */
export type Verification = Omit<Progress, "open" | "account"> & {
  readonly problems: readonly KeptProblem[];
  readonly next: string | null;
};

/** The last day whose books were checked in every hub. */
export const Night = z.object({ day: z.string(), version: z.int() });
export type Night = z.infer<typeof Night>;
