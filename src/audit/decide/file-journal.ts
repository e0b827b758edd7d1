import { sameIdAs } from "../../kernel/index.ts";
import type { Entry } from "../../ledger/index.ts";
import type { JournalLine } from "../lines.ts";
import { add } from "./buckets.ts";
import { placeOf, saidOf } from "./file-entry.ts";
import { type FileCheck, hubOf, report } from "./file-state.ts";

type Movement = JournalLine["movements"][number];

/** Looks at a journal entry. It stands behind the entry that its first movement here comes from. */
export function journalOf(check: FileCheck, journal: JournalLine): void {
  check.counts.journalEntryCount += 1;
  const hubId = hubOf(check);
  const here = journal.movements.filter((movement) => movement.hubId === hubId);
  const wrong = wrongIn(check, journal) ?? outOfPlace(check, journal, here[0]);
  if (wrong !== undefined) report(check, { journalEntryId: journal.id, what: wrong });
  for (const movement of here) countMovement(check, journal, movement);
  countLinks(check, journal);
}

function wrongIn({ asOf }: FileCheck, journal: JournalLine): string | undefined {
  if (!journal.id.startsWith("jrn_")) return "This is no id of a journal entry.";
  if (journal.movements.some(({ minutes, from, to }) => minutes <= 0 || from === to)) {
    return "It moves minutes from nowhere to somewhere, or less than nothing.";
  }
  return asOf !== undefined && journal.recordedAt > asOf
    ? "It was recorded after the moment that the file speaks of."
    : undefined;
}

function outOfPlace(
  check: FileCheck,
  journal: JournalLine,
  first: Movement | undefined,
): string | undefined {
  if (first === undefined) return "It moves nothing in this hub.";
  const { chain, strays, lastEntry } = check;
  // Where lines are missing or in the wrong place, what follows them is not held against them.
  const isSettled = strays === 0 && check.early === undefined && chain?.isSure !== false;
  if (!isSettled || belongsTo(journal, first, lastEntry)) return undefined;
  const isNext = chain
    ? goesOn(chain.last, first)
    : first.fromSeq === 1 && !check.lastAccount.endsWith(`#${first.from}`);
  if (!isNext) return "It does not stand behind the entry that it belongs to.";
  // The entry after this one is then not asked where the missing one is.
  check.strays += 1;
  return `Entry ${first.fromSeq} of ${first.from} is missing before it.`;
}

const goesOn = (last: Entry, { from, fromSeq }: Movement) =>
  from === last.accountId && fromSeq === last.seq + 1;

const belongsTo = ({ id }: JournalLine, { from, fromSeq }: Movement, entry: Entry | undefined) =>
  entry !== undefined &&
  entry.accountId === from &&
  entry.seq === fromSeq &&
  sameIdAs(entry.actId, "jrn") === id;

function countMovement(check: FileCheck, journal: JournalLine, movement: Movement): void {
  const { from, fromSeq, to, toSeq, minutes } = movement;
  const said = saidOf({ actId: journal.id, kind: journal.kind, recordedAt: journal.recordedAt });
  add(check.pairs, placeOf(from, fromSeq), said, minutes);
  add(check.pairs, placeOf(to, toSeq), said, -minutes);
}

/** Both say the same of a reversal: which two they are, and how many minutes it took back. */
function countLinks(check: FileCheck, journal: JournalLine): void {
  const { id, reversesId, reversedById } = journal;
  if (reversedById !== undefined) add(check.links, id, reversedById, takenFrom(journal));
  if (reversesId !== undefined) add(check.links, reversesId, id, -movedBy(journal));
}

export const movedBy = ({ movements }: JournalLine): number =>
  movements.reduce((sum, { minutes }) => sum + minutes, 0);

/** How many minutes a journal entry says were taken back of it. */
export const takenFrom = (journal: JournalLine): number =>
  journal.reversedMinutes ?? movedBy(journal);
