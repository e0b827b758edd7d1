import { sameIdAs } from "../../kernel/index.ts";
import { type Entry, keptAct, linkAt } from "../../ledger/index.ts";
import type { Table } from "../../table/index.ts";
import { movedBy, takenFrom, toldOf } from "../decide/index.ts";
import type { JournalInBooks } from "../lines.ts";

/** What an entry's act says of it. */
export type Pair = {
  /** How many minutes the journal entry says that the entry moves. */
  readonly explainedMinutes: number;
  /** Does the journal entry stand behind this very entry? It stands in the books once. */
  readonly isItsOwn: boolean;
  readonly wrong?: string;
};

const nothingToExplain: Pair = { explainedMinutes: 0, isItsOwn: false };

/** Holds an entry against its act, and its act against the entries on the other side. */
export async function pairOf(table: Table, hubId: string, entry: Entry): Promise<Pair> {
  if (entry.minutes === 0) return nothingToExplain;
  const id = sameIdAs(entry.actId, "jrn");
  const { journal, isUnreadable } = await keptAct(table, entry.actId);
  if (journal === undefined) {
    const wrong = `Its journal entry ${id} ${isUnreadable ? "cannot be read" : "is missing"}.`;
    return { ...nothingToExplain, wrong };
  }
  const first = journal.movements.find((movement) => movement.hubId === hubId);
  const isItsOwn = first?.from === entry.accountId && first.fromSeq === entry.seq;
  const explainedMinutes = toldOf(journal, entry);
  const wrong =
    wrongPair(journal, entry, explainedMinutes) ??
    (isItsOwn ? await wrongAround(table, hubId, journal) : undefined);
  return { explainedMinutes, isItsOwn, ...(wrong === undefined ? {} : { wrong }) };
}

function wrongPair(journal: JournalInBooks, entry: Entry, minutes: number): string | undefined {
  const { kind, recordedAt, id } = journal;
  if (minutes !== entry.minutes) {
    return `It moves ${entry.minutes} minutes, and its journal entry ${id} says ${minutes}.`;
  }
  if (kind !== entry.kind) return `It is a ${entry.kind}, and its journal entry ${id} a ${kind}.`;
  return recordedAt === entry.recordedAt
    ? undefined
    : `Its journal entry ${id} was recorded at another moment.`;
}

/** Looked at once for each journal entry: all its sides in this hub, and what took it back. */
async function wrongAround(
  table: Table,
  hubId: string,
  journal: JournalInBooks,
): Promise<string | undefined> {
  const wrong = await Promise.all([
    ...sidesOf(journal, hubId).map((side) => wrongSide(table, journal, side)),
    wrongReversal(table, journal),
    wrongReversed(table, journal),
  ]);
  return wrong.find((one) => one !== undefined);
}

type Side = { readonly accountId: string; readonly seq: number };

const sidesOf = ({ movements }: JournalInBooks, here: string): readonly Side[] =>
  movements
    .filter(({ hubId }) => hubId === here)
    .flatMap(({ from, fromSeq, to, toSeq }) => [
      { accountId: from, seq: fromSeq },
      { accountId: to, seq: toSeq },
    ]);

async function wrongSide(
  table: Table,
  { id }: JournalInBooks,
  { accountId, seq }: Side,
): Promise<string | undefined> {
  const link = await linkAt(table, accountId, seq);
  // One that cannot be read is told of where it stands.
  const isThere = link !== undefined && (!link.entry || sameIdAs(link.entry.actId, "jrn") === id);
  return isThere
    ? undefined
    : `Its journal entry ${id} names entry ${seq} of ${accountId}, which does not rest on it.`;
}

async function wrongReversal(table: Table, journal: JournalInBooks) {
  const { id, reversesId } = journal;
  if (reversesId === undefined) return undefined;
  const original = (await keptAct(table, reversesId)).journal;
  const fits = original?.reversedById === id && takenFrom(original) === movedBy(journal);
  return fits ? undefined : `It takes back ${reversesId}, which does not say the same.`;
}

async function wrongReversed(table: Table, { id, reversedById }: JournalInBooks) {
  if (reversedById === undefined) return undefined;
  const reversal = (await keptAct(table, reversedById)).journal;
  return reversal?.reversesId === id
    ? undefined
    : `Its journal entry ${id} was taken back by ${reversedById}, which does not say so.`;
}
