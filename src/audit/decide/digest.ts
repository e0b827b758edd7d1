import type { Entry } from "../../ledger/index.ts";
import { type DigestLine, nextDigest } from "../lines.ts";

/** The day's digest while its hash is being made again. */
export type DigestFold = {
  readonly day: string;
  readonly hash: string;
  /** Where a file says it. */
  readonly line: number;
  /** The last moment of the day. */
  readonly end: string;
  made: string;
};

export const endOfDay = (day: string): string => `${day}T23:59:59.999Z`;

/** A digest builds on the one before it; from there it takes up account by account. */
export const beginDigest = ({ day, hash, previousHash }: DigestLine, line: number): DigestFold => ({
  day,
  hash,
  line,
  end: endOfDay(day),
  made: previousHash,
});

/** Takes an account up as it stood at the end of the day: its last entry until then, if any. */
export function takeUp(fold: DigestFold, last: Entry | undefined): void {
  if (last) fold.made = nextDigest(fold.made, last);
}
