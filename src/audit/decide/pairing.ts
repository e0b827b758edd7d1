import type { Entry } from "../../ledger/index.ts";
import { type JournalLine, readLine } from "../lines.ts";
import { type Buckets, bucketOf, leftOver } from "./buckets.ts";
import { placeOf } from "./file-entry.ts";
import { type FileCheck, type Gap, hubOf } from "./file-state.ts";

/** What a second look at the same file needs to know of the first. */
export type Doubts = {
  readonly pairs: { readonly buckets: Buckets; readonly left: ReadonlySet<number> };
  readonly links: { readonly buckets: Buckets; readonly left: ReadonlySet<number> };
  readonly hubId: string | undefined;
  readonly badLines: ReadonlySet<number>;
  readonly gaps: readonly Gap[];
};

/** Explained at once; what the others hold is told when these are mended. So memory stays small. */
const mostBuckets = 512;

/** Do entries and journal entries differ somewhere? A file that breaks off always does. */
export function doubtsOf(check: FileCheck): Doubts | undefined {
  if (!check.isEnded) return undefined;
  const left = (buckets: Buckets) => ({
    buckets,
    left: new Set(leftOver(buckets).slice(0, mostBuckets)),
  });
  const [pairs, links] = [left(check.pairs), left(check.links)];
  if (pairs.left.size + links.left.size === 0) return undefined;
  const { badLines, gaps } = check;
  return { pairs, links, hubId: hubOf(check), badLines, gaps };
}

export type SeenEntry = {
  readonly line: number;
  readonly isBad: boolean;
  readonly entry: Entry;
};
export type SeenJournal = {
  readonly line: number;
  readonly isBad: boolean;
  readonly journal: JournalLine;
};

/** The lines in doubt, kept from a second reading of the file. */
export type Pairing = {
  readonly doubts: Doubts;
  line: number;
  /** By account and number. */
  readonly entries: Map<string, SeenEntry[]>;
  /** By the account and number that they name. */
  readonly naming: Map<string, SeenJournal[]>;
  /** By their own id. */
  readonly journals: Map<string, SeenJournal[]>;
};

export const beginPairing = (doubts: Doubts): Pairing => ({
  doubts,
  line: 0,
  entries: new Map(),
  naming: new Map(),
  journals: new Map(),
});

/** Is this place one of those in doubt? */
export function isInDoubt({ doubts: { pairs } }: Pairing, place: string): boolean {
  return pairs.left.has(bucketOf(pairs.buckets, place));
}

/** Are reversals of this journal entry in doubt? */
export const isLinkInDoubt = ({ doubts: { links } }: Pairing, id: string | undefined): boolean =>
  id !== undefined && links.left.has(bucketOf(links.buckets, id));

/** Keeps the next line, if it is in doubt. */
export function pairLine(pairing: Pairing, text: string): void {
  pairing.line += 1;
  const read = readLine(text);
  if (read?.type === "entry") keepEntry(pairing, read.entry);
  else if (read?.type === "journal") keepJournal(pairing, read);
}

function keepEntry(pairing: Pairing, entry: Entry): void {
  const place = placeOf(entry.accountId, entry.seq);
  if (!isInDoubt(pairing, place)) return;
  const { line } = pairing;
  const seen = { line, isBad: pairing.doubts.badLines.has(line), entry };
  pairing.entries.set(place, [...(pairing.entries.get(place) ?? []), seen]);
}

function keepJournal(pairing: Pairing, journal: JournalLine): void {
  const { line, doubts } = pairing;
  const named = placesIn(journal, doubts.hubId).filter((place) => isInDoubt(pairing, place));
  const isLinked = isLinkInDoubt(pairing, journal.reversesId) || isLinkInDoubt(pairing, journal.id);
  const isBad = doubts.badLines.has(line);
  if (named.length === 0 && !isLinked && !isBad) return;
  const seen = { line, isBad, journal };
  for (const place of new Set(named)) {
    pairing.naming.set(place, [...(pairing.naming.get(place) ?? []), seen]);
  }
  pairing.journals.set(journal.id, [...(pairing.journals.get(journal.id) ?? []), seen]);
}

/** The entries of this hub that a journal entry names. */
const placesIn = ({ movements }: JournalLine, here: string | undefined): readonly string[] =>
  movements
    .filter(({ hubId }) => hubId === here)
    .flatMap(({ from, fromSeq, to, toSeq }) => [placeOf(from, fromSeq), placeOf(to, toSeq)]);
