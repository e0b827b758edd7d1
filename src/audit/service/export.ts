import { sealFor } from "../../kernel/index.ts";
import { type Entry, keptAct, mayTakeBooks } from "../../ledger/index.ts";
import type { Context, Table } from "../../table/index.ts";
import { endOfDay } from "../decide/index.ts";
import {
  accountLine,
  digestLine,
  endLine,
  entryLine,
  headerLine,
  type JournalInBooks,
  journalLine,
} from "../lines.ts";
import { type ExportPage, ExportPlace } from "../model.ts";
import { digestsBy } from "../repository.ts";
import { momentAsked } from "./moment.ts";
import { rowsAsked } from "./rows.ts";
import { type ChainPart, walkBooks } from "./walk.ts";

/** A page is full at this many letters, however few entries it holds. */
const mostLetters = 1_000_000;

/** And when so many accounts were looked at that have nothing to tell as of the moment. */
const mostSilent = 500;

type Asked = {
  readonly asOf?: string | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
};

/** The books of a hub as of a moment, page by page, for whoever may read them. */
export async function ledgerExport(
  context: Context,
  hubId: string,
  { asOf, first, after }: Asked,
): Promise<ExportPage | undefined> {
  const rows = rowsAsked(first);
  if (!mayTakeBooks(context.viewer, hubId)) return undefined;
  const seal = sealFor(context, `export ${hubId}`);
  const isBegun = after !== undefined && after !== null;
  const start = isBegun
    ? ExportPlace.parse(JSON.parse(seal.open(after)))
    : beginning(momentAsked(asOf, context.now));
  const lines = isBegun ? [] : [headerLine(hubId, start.asOf)];
  const page = { lines, letters: 0, rows, silent: 0 };
  const end = await fill({ table: context.table, hubId, page }, start);
  const next = end === undefined ? null : seal.close(JSON.stringify(end));
  return { hubId, asOf: start.asOf, lines: page.lines, next };
}

const beginning = (asOf: string): ExportPlace => ({
  asOf,
  stage: "DIGESTS",
  counts: { digestCount: 0, accountCount: 0, entryCount: 0, journalEntryCount: 0 },
});

type Filling = {
  readonly table: Table;
  readonly hubId: string;
  readonly page: { readonly lines: string[]; letters: number; rows: number; silent: number };
};

/** Goes on until the page is full. Nothing follows once the end was handed out. */
async function fill(its: Filling, start: ExportPlace): Promise<ExportPlace | undefined> {
  let place = start;
  while (!isFull(its)) {
    if (place.stage === "END") {
      put(its, endLine(place.counts));
      return undefined;
    }
    place = place.stage === "DIGESTS" ? await digests(its, place) : await accounts(its, place);
  }
  return place;
}

function put({ page }: Filling, line: string): void {
  page.lines.push(line);
  page.letters += line.length;
}

async function digests(its: Filling, place: ExportPlace): Promise<ExportPlace> {
  const { table, hubId, page } = its;
  const found = await digestsBy(table, hubId, {
    backwards: true,
    limit: page.rows,
    ...(place.day === undefined ? {} : { after: place.day }),
  });
  const told = found.filter(({ day }) => endOfDay(day) <= place.asOf);
  for (const digest of told) put(its, digestLine(digest));
  page.rows -= told.length;
  const counts = { ...place.counts, digestCount: place.counts.digestCount + told.length };
  const last = told.at(-1);
  return last === undefined ? { ...place, stage: "ACCOUNTS" } : { ...place, counts, day: last.day };
}

const isFull = ({ page }: Filling): boolean =>
  page.rows <= 0 || page.letters >= mostLetters || page.silent >= mostSilent;

/** Goes on account by account; once there are no more, the end follows. */
async function accounts(its: Filling, start: ExportPlace): Promise<ExportPlace> {
  let place = start;
  for await (const part of walkBooks(its.table, its.hubId, { ...start, rows: its.page.rows })) {
    place = await handOut(its, place, part);
    if (isFull(its)) return place;
  }
  return { ...place, stage: "END" };
}

/** Hands out entries of one account, each with the journal entry that stands behind it. */
async function handOut(its: Filling, place: ExportPlace, part: ChainPart): Promise<ExportPlace> {
  const { id } = part;
  const { open: before, ...rest } = place;
  const entries = part.links.flatMap(({ entry }) => (entry ? [entry] : []));
  const journals = await Promise.all(entries.map((one) => journalBehind(its, one, place.asOf)));
  let open = before ?? { id, place: part.place, seq: 0, hash: "" };
  const counts = { ...place.counts };
  for (const [at, entry] of entries.entries()) {
    if (isFull(its)) return { ...rest, open, counts };
    put(its, entryLine(entry));
    const journal = journals[at];
    if (journal !== undefined) put(its, journalLine(journal));
    its.page.rows -= 1;
    counts.entryCount += 1;
    counts.journalEntryCount += journal === undefined ? 0 : 1;
    open = { ...open, seq: entry.seq, hash: entry.hash };
  }
  if (!part.isLast) return { ...rest, open, counts };
  if (open.seq === 0) its.page.silent += 1;
  else {
    put(its, accountLine({ accountId: id, seq: open.seq, hash: open.hash }));
    counts.accountCount += 1;
  }
  return { ...rest, account: part.place, counts };
}

/** A journal entry stands once in a hub's books: behind the entry its first movement comes from. */
async function journalBehind(
  { table, hubId }: Filling,
  entry: Entry,
  asOf: string,
): Promise<JournalInBooks | undefined> {
  if (entry.minutes >= 0) return undefined;
  const { journal } = await keptAct(table, entry.actId);
  const first = journal?.movements.find((movement) => movement.hubId === hubId);
  const isHere = first?.from === entry.accountId && first.fromSeq === entry.seq;
  return journal && isHere ? asItWas(table, journal, asOf) : undefined;
}

/** What took it back later than the moment asked about is not told. */
async function asItWas(
  table: Table,
  journal: JournalInBooks,
  asOf: string,
): Promise<JournalInBooks> {
  const { reversedById, reversedMinutes, ...before } = journal;
  if (reversedById === undefined) return journal;
  const reversal = await keptAct(table, reversedById);
  const isLater = reversal.journal !== undefined && reversal.journal.recordedAt > asOf;
  return isLater ? before : journal;
}
