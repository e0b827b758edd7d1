import type { Counts } from "../lines.ts";
import { differences } from "./differences.ts";
import { checkLine, endFile } from "./file.ts";
import { beginFile, type FileCheck, type MandateCount, mostProblems } from "./file-state.ts";
import { beginPairing, doubtsOf, pairLine } from "./pairing.ts";
import type { Problem } from "./problem.ts";

/** What a file of books comes to. */
export type Verdict = {
  readonly hubId: string | undefined;
  readonly asOf: string | undefined;
  readonly counts: Counts;
  readonly sumMinutes: number;
  readonly mandates: readonly MandateCount[];
  readonly clearing: ReadonlyMap<string, number>;
  /** The first thousand, in the order of the file. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
};

/** Takes a file line by line, in its order. */
export type Reading<Answer> = {
  readonly line: (text: string) => void;
  /** Told after the last line. */
  readonly end: () => Answer;
};

/** Either the verdict, or the wish to be given the same lines once more, to find what differs. */
export type Outcome = { readonly verdict: Verdict } | { readonly again: Reading<Verdict> };

/**
 * Verifies the books of one hub from their export, without the service: every chain, every rule
 * for an entry, every pair of entry and journal entry, every reversal, digest and sum. It keeps
 * the same few megabytes however long the file is.
 */
export function verifyFile(seed: number): Reading<Outcome> {
  const check = beginFile(seed);
  return {
    line: (text) => checkLine(check, text),
    end: () => {
      endFile(check);
      const doubts = doubtsOf(check);
      if (doubts === undefined) return { verdict: verdictOn(check, []) };
      const pairing = beginPairing(doubts);
      return {
        again: {
          line: (text) => pairLine(pairing, text),
          end: () => verdictOn(check, differences(pairing)),
        },
      };
    },
  };
}

/** What is wrong with the whole is told only when no line is: mostly the one follows the other. */
function verdictOn(check: FileCheck, found: readonly Problem[]): Verdict {
  const { hubId, asOf, counts, sumMinutes, mandates, clearing } = check;
  const lines = [...check.problems, ...found].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const problems = lines.length > 0 ? lines : check.endProblems;
  const problemCount = Math.max(problems.length, check.problemCount + found.length);
  return {
    ...{ hubId, asOf, counts, sumMinutes, mandates, clearing, problemCount },
    problems: problems.slice(0, mostProblems),
  };
}

/**
 * What two hubs have shared, in the books of both: what the one has for the other, the other has
 * against it. Told where the books of both are there, as of the same moment.
 */
export function wrongMirrors(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts.flatMap((one, place) =>
    verdicts.slice(place + 1).flatMap((other) => {
      const { hubId: a = "", clearing: ours } = one;
      const { hubId: b = "", clearing: theirs } = other;
      const minutes = (ours.get(b) ?? 0) + (theirs.get(a) ?? 0);
      if (one.asOf !== other.asOf || minutes === 0) return [];
      return [`What ${a} and ${b} have shared differs by ${minutes} minutes in their books.`];
    }),
  );
}
