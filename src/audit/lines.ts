import { hash } from "node:crypto";
import * as z from "zod";
import { canonical, type Entry, entryFields, type Journal } from "../ledger/index.ts";

/*
 * The form of an export: one JSON object a line, in an order that never changes. An entry stands
 * in the canonical form that its hash is made of; every other line carries a hash of itself.
 */

/** What a reader has to know before the first entry. A new form gets a new number. */
export const exportFormat = 1;

const sha256 = (text: string): string => hash("sha256", text, "base64url");

const entryStart = '{"type":"entry","entry":';
const entryMiddle = ',"hash":"';
const lineHashStart = ',"lineHash":"';
const lineEnd = '"}';

/**
 * One step of a digest: SHA-256 of what was made so far, a line break and the last entry's account,
 * number and hash.
 */
export const nextDigest = (made: string, last: Pick<Entry, "accountId" | "seq" | "hash">): string =>
  sha256(`${made}\n${JSON.stringify([last.accountId, last.seq, last.hash])}`);

/** A line whose last field is the SHA-256 of all that stands before that field. */
function hashed(fields: object): string {
  const text = JSON.stringify(fields).slice(0, -1);
  return `${text}${lineHashStart}${sha256(text)}${lineEnd}`;
}

/** Is a line other than an entry as it was written? */
export function isWhole(line: string): boolean {
  const start = line.lastIndexOf(lineHashStart);
  if (start < 0 || !line.endsWith(lineEnd)) return false;
  const own = line.slice(start + lineHashStart.length, -lineEnd.length);
  return own === sha256(line.slice(0, start));
}

export const headerLine = (hubId: string, asOf: string): string =>
  hashed({ type: "ledger", format: exportFormat, hubId, asOf, entryFields });

export const digestLine = ({ day, previousHash, hash: own }: DigestLine): string =>
  hashed({ type: "digest", day, previousHash, hash: own });

export const entryLine = ({ hash: own, ...draft }: Entry): string =>
  `${entryStart}${canonical(draft)}${entryMiddle}${own}${lineEnd}`;

/** A journal entry with its id and its links, without a word that a person wrote. */
export type JournalInBooks = Journal & { readonly id: string; readonly reversesId?: string };

export function journalLine(journal: JournalInBooks): string {
  const { id, kind, purpose, recordedAt, happenedOn, movements } = journal;
  const { reversesId, reversedById, reversedMinutes } = journal;
  const moved = movements.map(({ hubId, from, fromSeq, to, toSeq, minutes }) => ({
    ...{ hubId, from, fromSeq, to, toSeq, minutes },
  }));
  const said = { id, kind, purpose, recordedAt, happenedOn, movements: moved };
  return hashed({ type: "journal", ...said, reversesId, reversedById, reversedMinutes });
}

export const accountLine = ({ accountId, seq, hash: own }: AccountLine): string =>
  hashed({ type: "account", accountId, seq, hash: own });

export const endLine = (counts: Counts): string =>
  hashed({
    type: "end",
    digestCount: counts.digestCount,
    accountCount: counts.accountCount,
    entryCount: counts.entryCount,
    journalEntryCount: counts.journalEntryCount,
  });

/** How many lines of each kind came before the end. */
export type Counts = z.infer<typeof Counts>;
export const Counts = z.object({
  digestCount: z.int(),
  accountCount: z.int(),
  entryCount: z.int(),
  journalEntryCount: z.int(),
});

const Header = z.object({
  format: z.int(),
  hubId: z.string(),
  asOf: z.string(),
});
const DigestLine = z.object({ day: z.string(), previousHash: z.string(), hash: z.string() });
export type DigestLine = z.infer<typeof DigestLine>;
const AccountLine = z.object({ accountId: z.string(), seq: z.int(), hash: z.string() });
export type AccountLine = z.infer<typeof AccountLine>;

const text = z.string();
const JournalLine = z.object({
  id: text,
  kind: text,
  recordedAt: text,
  movements: z.array(
    z.object({
      hubId: text,
      from: text,
      fromSeq: z.int(),
      to: text,
      toSeq: z.int(),
      minutes: z.int(),
    }),
  ),
  reversesId: text.optional(),
  reversedById: text.optional(),
  reversedMinutes: z.int().optional(),
});
/** As much of a journal entry as is compared with the entries of accounts. */
export type JournalLine = z.infer<typeof JournalLine>;

/** An entry as a line says it, with the very text that its hash was made of. */
export type ReadEntry = { readonly type: "entry"; readonly entry: Entry; readonly form: string };

/** What a line says; nothing when it says nothing that can be read. */
export type ReadLine =
  | ReadEntry
  | ({ readonly type: "ledger" } & z.infer<typeof Header>)
  | ({ readonly type: "digest" } & DigestLine)
  | ({ readonly type: "journal" } & JournalLine)
  | ({ readonly type: "account" } & AccountLine)
  | ({ readonly type: "end" } & Counts);

const others = {
  ledger: Header,
  digest: DigestLine,
  journal: JournalLine,
  account: AccountLine,
  end: Counts,
} as const;

/** Reads a line of an export. Whether it is true is another question. */
export function readLine(line: string): ReadLine | undefined {
  if (line.startsWith(entryStart)) return readEntry(line);
  const said = parsed(line);
  const type = typeof said === "object" && said !== null && "type" in said ? said.type : undefined;
  switch (type) {
    case "ledger":
    case "digest":
    case "journal":
    case "account":
    case "end": {
      const read = others[type].safeParse(said);
      // The schema is the one for this type, which the compiler cannot follow through the table.
      return read.success ? ({ type, ...read.data } as ReadLine) : undefined;
    }
    default:
      return undefined;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readEntry(line: string): ReadEntry | undefined {
  const middle = line.lastIndexOf(entryMiddle);
  const own = line.slice(middle + entryMiddle.length, -lineEnd.length);
  if (middle < 0 || !line.endsWith(lineEnd) || !/^[\w-]+$/.test(own)) return undefined;
  const form = line.slice(entryStart.length, middle);
  const entry = entryOf(parsed(form), own);
  return entry && { type: "entry", entry, form };
}

/**
 * The fields by their names. Looked at by hand and not by a schema, because this is done for every
 * entry of a file: what matters is that the rules can count with what they are given.
 */
function entryOf(values: unknown, own: string): Entry | undefined {
  if (!Array.isArray(values) || values.length !== entryFields.length) return undefined;
  const list: readonly unknown[] = values;
  const fields = {
    accountId: list[0],
    seq: list[1],
    hubId: list[2],
    accountKind: list[3],
    label: list[4] ?? undefined,
    kind: list[5],
    minutes: list[6],
    balanceMinutes: list[7],
    reservedMinutes: list[8],
    floorMinutes: list[9],
    ceilingMinutes: list[10] ?? undefined,
    status: list[11],
    counterId: list[12] ?? undefined,
    actId: list[13],
    recordedAt: list[14],
    happenedOn: list[15] ?? undefined,
    promisedMinutes: list[16] ?? undefined,
    given: list[17] ?? undefined,
    spent: list[18] ?? undefined,
    spentAt: list[19] ?? undefined,
    hash: own,
  };
  return isEntry(fields) ? fields : undefined;
}

type Fields = { readonly [name in keyof Entry]: unknown };

const isEntry = (fields: Fields): fields is Entry =>
  isText(fields.accountId) &&
  Number.isSafeInteger(fields.seq) &&
  isText(fields.hubId) &&
  isText(fields.accountKind) &&
  isText(fields.kind) &&
  Number.isSafeInteger(fields.minutes) &&
  Number.isSafeInteger(fields.balanceMinutes) &&
  Number.isSafeInteger(fields.reservedMinutes) &&
  Number.isSafeInteger(fields.floorMinutes) &&
  isText(fields.status) &&
  isText(fields.actId) &&
  isText(fields.recordedAt) &&
  hasFittingExtras(fields);

const hasFittingExtras = (fields: Fields): boolean =>
  isAbsentOr(fields.label, isText) &&
  isAbsentOr(fields.ceilingMinutes, Number.isSafeInteger) &&
  isAbsentOr(fields.counterId, isText) &&
  isAbsentOr(fields.happenedOn, isText) &&
  isAbsentOr(fields.promisedMinutes, Number.isSafeInteger) &&
  isAbsentOr(fields.given, isTally) &&
  isAbsentOr(fields.spent, isTally) &&
  isAbsentOr(fields.spentAt, isText);

const isText = (value: unknown): boolean => typeof value === "string";
const isTally = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 4 && value.every(Number.isSafeInteger);
const isAbsentOr = (value: unknown, is: (value: unknown) => boolean): boolean =>
  value === undefined || is(value);
