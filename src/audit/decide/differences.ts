import { sameIdAs } from "../../kernel/index.ts";
import type { Entry } from "../../ledger/index.ts";
import type { JournalLine } from "../lines.ts";
import { movedBy, takenFrom } from "./file-journal.ts";
import {
  isInDoubt,
  isLinkInDoubt,
  type Pairing,
  type SeenEntry,
  type SeenJournal,
} from "./pairing.ts";
import { minutesInWords, type Problem } from "./problem.ts";

/**
 * Where entries and journal entries do not say the same, line by line. What is wrong already with
 * a line, or missing, explains what does not fit to it, so nothing is said of that again.
 */
export function differences(pairing: Pairing): readonly Problem[] {
  const found = new Map<number, Problem>();
  const say = (problem: Problem & { readonly line: number }) => {
    if (!found.has(problem.line)) found.set(problem.line, problem);
  };
  const orphans = new Map<string, SeenEntry[]>();
  for (const place of new Set([...pairing.entries.keys(), ...pairing.naming.keys()])) {
    if (isInDoubt(pairing, place)) differencesAt(pairing, { place, orphans, say });
  }
  for (const [journalEntryId, entries] of orphans) {
    sayOrphans(pairing, { journalEntryId, entries, say });
  }
  const missing = new Set(orphans.keys());
  for (const seen of [...pairing.journals.values()].flat()) {
    const what = wrongLink(pairing, seen, missing);
    if (what !== undefined) {
      say({ line: seen.line, journalEntryId: seen.journal.id, what });
    }
  }
  return [...found.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

type Say = (problem: Problem & { readonly line: number }) => void;

function differencesAt(
  pairing: Pairing,
  its: { readonly place: string; readonly orphans: Map<string, SeenEntry[]>; readonly say: Say },
): void {
  const { place, orphans, say } = its;
  const entries = pairing.entries.get(place) ?? [];
  const naming = pairing.naming.get(place) ?? [];
  const isExplained = entries.some(({ isBad }) => isBad) || naming.some(({ isBad }) => isBad);
  if (isExplained || isInGap(pairing, place)) return;
  const [seen] = entries;
  const [first] = naming;
  if (seen !== undefined && first === undefined) {
    if (seen.entry.minutes === 0) return;
    const id = sameIdAs(seen.entry.actId, "jrn");
    orphans.set(id, [...(orphans.get(id) ?? []), seen]);
    return;
  }
  for (const one of naming) {
    const missing = `It names entry ${nameOf(place)}, which is not here.`;
    const what = seen ? wrongPair(seen, one, naming) : missing;
    if (what !== undefined) say({ line: one.line, journalEntryId: one.journal.id, what });
  }
}

/** "5 of acc_…", from the place that names both. */
const nameOf = (place: string): string => place.split(" ").toReversed().join(" of ");

function isInGap({ doubts }: Pairing, place: string): boolean {
  const [accountId, seq] = place.split(" ");
  return doubts.gaps.some(
    (gap) => gap.accountId === accountId && Number(seq) >= gap.fromSeq && Number(seq) <= gap.toSeq,
  );
}

function wrongPair(
  { line, entry }: SeenEntry,
  { journal, line: own }: SeenJournal,
  naming: readonly SeenJournal[],
): string | undefined {
  const where = `entry ${entry.seq} of ${entry.accountId} (line ${line})`;
  if (sameIdAs(entry.actId, "jrn") !== journal.id)
    return `It names ${where}, which rests on another.`;
  if (naming.some((other) => other.journal.id === journal.id && other.line < own)) {
    return "It comes twice.";
  }
  const minutes = toldOf(journal, entry);
  if (minutes !== entry.minutes) {
    return `It moves ${minutesInWords(minutes)} in ${where}, and that says ${entry.minutes}.`;
  }
  if (journal.kind !== entry.kind)
    return `It is a ${journal.kind}, and ${where} is a ${entry.kind}.`;
  return journal.recordedAt === entry.recordedAt
    ? undefined
    : `It was recorded at another moment than ${where}.`;
}

/** What a journal entry adds to the balance at one entry: one can be the sum of many movements. */
export const toldOf = (
  { movements }: Pick<JournalLine, "movements">,
  { accountId, seq }: Pick<Entry, "accountId" | "seq">,
): number =>
  movements.reduce((sum, { from, fromSeq, to, toSeq, minutes }) => {
    const given = from === accountId && fromSeq === seq ? minutes : 0;
    const received = to === accountId && toSeq === seq ? minutes : 0;
    return sum + received - given;
  }, 0);

/** Entries that move minutes which no journal entry names: one problem for each act. */
function sayOrphans(
  { doubts, journals }: Pairing,
  its: {
    readonly journalEntryId: string;
    readonly entries: readonly SeenEntry[];
    readonly say: Say;
  },
): void {
  const { journalEntryId, entries, say } = its;
  const isExplained =
    (journals.get(journalEntryId) ?? []).some(({ isBad }) => isBad) ||
    entries.some(({ line }) => doubts.badLines.has(line + 1));
  const [first] = entries.toSorted((a, b) => a.entry.minutes - b.entry.minutes);
  if (isExplained || first === undefined) return;
  const { line, entry } = first;
  const where = { accountId: entry.accountId, seq: entry.seq, journalEntryId };
  const what = `Its journal entry ${journalEntryId} is missing, or does not name it.`;
  say({ line, ...where, what });
}

/** A reversal and what it takes back must name each other and say the same minutes. */
function wrongLink(
  pairing: Pairing,
  { isBad, journal }: SeenJournal,
  missing: ReadonlySet<string>,
): string | undefined {
  if (isBad) return undefined;
  const { reversesId, reversedById } = journal;
  const named = { own: journal.id, missing };
  const original = isLinkInDoubt(pairing, reversesId) && partner(pairing, reversesId, named);
  const wrong = original ? wrongReversal(journal, original) : undefined;
  if (wrong !== undefined || reversedById === undefined) return wrong;
  const reversal = isLinkInDoubt(pairing, journal.id) && partner(pairing, reversedById, named);
  if (!reversal || (reversal !== "NONE" && reversal.reversesId === journal.id)) return undefined;
  return `It says that ${reversedById} took it back, which does not say so.`;
}

/** The other journal entry; false when its line is wrong or missing, so that it was told of. */
function partner(
  { journals }: Pairing,
  id: string | undefined,
  { own, missing }: { readonly own: string; readonly missing: ReadonlySet<string> },
): JournalLine | "NONE" | false {
  const [found] = journals.get(id ?? "") ?? [];
  if (found !== undefined) return found.isBad ? false : found.journal;
  // Its id may be what was changed in its line.
  const isToldOf = [...journals.values()]
    .flat()
    .some(
      ({ isBad, journal }) => isBad && [journal.reversesId, journal.reversedById].includes(own),
    );
  return isToldOf || missing.has(id ?? "") ? false : "NONE";
}

function wrongReversal(journal: JournalLine, original: JournalLine | "NONE"): string | undefined {
  const { reversesId } = journal;
  if (original === "NONE" || original.reversedById !== journal.id) {
    return `It takes back ${reversesId}, which does not say so.`;
  }
  const [said, moved] = [takenFrom(original), movedBy(journal)];
  return said === moved
    ? undefined
    : `It takes back ${minutesInWords(moved)}, and ${reversesId} says ${said}.`;
}
