import type { Entry } from "../../ledger/index.ts";
import type { Counts } from "../lines.ts";
import { type Buckets, emptyBuckets } from "./buckets.ts";
import type { Chain } from "./chain.ts";
import type { DigestFold } from "./digest.ts";
import type { Problem } from "./problem.ts";

/** Entries that should be there and are not. */
export type Gap = { readonly accountId: string; readonly fromSeq: number; readonly toSeq: number };

/** What one mandate has granted and given out, as its account stands at the end. */
export type MandateCount = {
  readonly label: string;
  readonly grantedMinutes: number;
  readonly issuedMinutes: number;
};

/** How far a file was looked at. As large for ten lines as for ten million. */
export type FileCheck = {
  line: number;
  hubId: string | undefined;
  /** The hub of the last entry, where the first line cannot be relied on. */
  seenHubId: string | undefined;
  asOf: string | undefined;
  isEnded: boolean;
  /** Did lines come after the end? */
  isPassed: boolean;
  readonly digests: DigestFold[];
  /** The digest before the next one; unknown after a line that cannot be relied on. */
  lastDigest: { readonly day: string; readonly hash: string } | undefined;
  /** How many digests have taken up the account that is being followed. */
  digestsTaken: number;
  chain: Chain | undefined;
  /** An entry that came too early, until the next one tells whether the books go on from it. */
  early: { readonly entry: Entry; readonly form: string } | undefined;
  /** Lines that could not be put in their place since the last entry that could. */
  strays: number;
  /** Where the last account stands in the order of accounts. */
  lastAccount: string;
  /** The entry just looked at, for the journal entry that follows it. */
  lastEntry: Entry | undefined;
  readonly counts: { -readonly [name in keyof Counts]: Counts[name] };
  sumMinutes: number;
  readonly mandates: MandateCount[];
  /** What is shared with each partner hub. */
  readonly clearing: Map<string, number>;
  /** Entries against journal entries, and reversals against what they take back. */
  readonly pairs: Buckets;
  readonly links: Buckets;
  readonly problems: Problem[];
  problemCount: number;
  /** Lines that something is wrong with, and entries that are missing: no more is said of them. */
  readonly badLines: Set<number>;
  readonly gaps: Gap[];
  /** What is wrong with the whole, told only when no single line is wrong. */
  readonly endProblems: Problem[];
};

/** No more problems than these are told one by one, so that a ruined file fits into memory. */
export const mostProblems = 1_000;
const mostNotes = 100_000;

export const beginFile = (seed: number): FileCheck => ({
  line: 0,
  hubId: undefined,
  seenHubId: undefined,
  asOf: undefined,
  isEnded: false,
  isPassed: false,
  digests: [],
  lastDigest: { day: "", hash: "" },
  digestsTaken: 0,
  chain: undefined,
  early: undefined,
  strays: 0,
  lastAccount: "",
  lastEntry: undefined,
  counts: { digestCount: 0, accountCount: 0, entryCount: 0, journalEntryCount: 0 },
  sumMinutes: 0,
  mandates: [],
  clearing: new Map(),
  pairs: emptyBuckets(seed),
  links: emptyBuckets(seed),
  problems: [],
  problemCount: 0,
  badLines: new Set(),
  gaps: [],
  endProblems: [],
});

/** The hub whose books these are. */
export const hubOf = ({ hubId, seenHubId }: FileCheck): string | undefined => hubId ?? seenHubId;

/** Is something wrong with the line being looked at already? */
export const isTold = (check: FileCheck): boolean => check.badLines.has(check.line);

/** Says what is wrong with the line being looked at. One thing for each line is enough. */
export function report(check: FileCheck, problem: Omit<Problem, "line">): void {
  if (isTold(check)) return;
  check.problemCount += 1;
  if (check.badLines.size < mostNotes) check.badLines.add(check.line);
  if (check.problems.length < mostProblems) check.problems.push({ line: check.line, ...problem });
}

export function noteGap(check: FileCheck, gap: Gap): void {
  if (check.gaps.length < mostNotes) check.gaps.push(gap);
}
