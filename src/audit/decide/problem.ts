/** One thing that is wrong with the books: where it is, and what is wrong in plain words. */
export type Problem = {
  /** The line of the file, where the books are a file. */
  readonly line?: number;
  readonly accountId?: string;
  readonly seq?: number;
  readonly journalEntryId?: string;
  readonly what: string;
};

/** "1 minute", "60 minutes". */
export const minutesInWords = (minutes: number): string =>
  `${minutes} ${Math.abs(minutes) === 1 ? "minute" : "minutes"}`;
