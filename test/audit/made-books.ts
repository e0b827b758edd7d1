import {
  accountLine,
  digestLine,
  endLine,
  entryLine,
  headerLine,
  type JournalInBooks,
  journalLine,
  nextDigest,
} from "../../src/audit/lines.ts";
import { derivedId } from "../../src/kernel/index.ts";
import {
  addToTally,
  chainStart,
  type Entry,
  isGiving,
  isSpending,
  seal,
  tallyAt,
} from "../../src/ledger/index.ts";
import type { Item } from "../../src/table/index.ts";

/*
 * Books that were never lived: members in pairs who help each other in turn, an hour each time.
 * Each account can be written without the others, so files of any size can be made line by line.
 */

export type MadeUp = {
  readonly accounts: number;
  /** How often each pair helps each other. */
  readonly times: number;
  /** How many of the days have a digest, from the first. */
  readonly digests?: number;
  readonly hubId: string;
};

const firstDay = Date.parse("2026-01-05T09:00:00.000Z");
const hour = 3_600_000;

const momentOf = (time: number) => new Date(firstDay + time * hour).toISOString();
export const endOf = ({ times }: MadeUp): string => momentOf(times + 1);

/** Account ids in the order of the books. */
const accountOf = (number: number): string => `acc_${String(number).padStart(26, "0")}`;
const partnerOf = (number: number): number => (number % 2 === 0 ? number + 1 : number - 1);
const gives = (number: number, time: number): boolean => time % 2 === number % 2;

/** The entries of one account: an hour is set aside and given, then one is received. */
function* chainOf(number: number, { times, hubId }: MadeUp): Generator<Entry> {
  const [accountId, counterId] = [accountOf(number), accountOf(partnerOf(number))];
  let last: Entry | undefined;
  for (let time = 0; time < times; time++) {
    const actId = derivedId("exc", accountOf(number - (number % 2)), String(time));
    const about = { hubId, accountId, counterId, actId, recordedAt: momentOf(time) };
    if (gives(number, time)) {
      last = nextEntry(last, { ...about, kind: "HOLD", minutes: 0 });
      yield last;
    }
    const minutes = gives(number, time) ? -60 : 60;
    last = nextEntry(last, { ...about, kind: "EXCHANGE", minutes });
    yield last;
  }
}

type Next = Pick<Entry, "hubId" | "accountId" | "actId" | "recordedAt" | "kind" | "minutes"> & {
  readonly counterId: string;
};

function nextEntry(last: Entry | undefined, { counterId, ...next }: Next): Entry {
  const { kind, minutes, recordedAt } = next;
  const from = last?.recordedAt ?? "";
  const given = addToTally(
    tallyAt(last?.given, from, recordedAt),
    isGiving(kind) && minutes > 0 ? minutes : 0,
  );
  const spent = addToTally(
    tallyAt(last?.spent, from, recordedAt),
    isSpending(kind) && minutes < 0 ? -minutes : 0,
  );
  return seal(last?.hash ?? chainStart, {
    ...next,
    seq: (last?.seq ?? 0) + 1,
    accountKind: "MEMBER",
    balanceMinutes: (last?.balanceMinutes ?? 0) + minutes,
    reservedMinutes: kind === "HOLD" ? 60 : 0,
    floorMinutes: -300,
    status: "OPEN",
    ...(kind === "HOLD" ? {} : { counterId }),
    ...(given[3] === 0 ? {} : { given }),
    ...(spent[3] === 0 ? {} : { spent }),
  });
}

/** The journal entry behind an entry that gives; nothing behind others. */
function journalBehind(entry: Entry): JournalInBooks | undefined {
  if (entry.minutes >= 0 || entry.counterId === undefined) return undefined;
  const { hubId, accountId, seq, recordedAt, counterId } = entry;
  // Of two entries for each time that an account gives and one for each that it receives.
  const isFirst = Number(accountId.slice(4)) % 2 === 0;
  const time = Math.floor((seq - 1) / 3) * 2 + (isFirst ? 0 : 1);
  const toSeq = Math.floor(time / 2) * 3 + (isFirst ? 1 : 3);
  const movement = { hubId, from: accountId, fromSeq: seq, to: counterId, toSeq };
  return {
    id: `jrn_${entry.actId.slice(4)}`,
    kind: "EXCHANGE",
    happenedOn: recordedAt.slice(0, 10),
    recordedAt,
    movements: [{ ...movement, minutes: 60 }],
  };
}

/** A file of such books, as the service would export them. */
export function* madeUpLines(wish: MadeUp): Generator<string> {
  const { accounts } = wish;
  yield headerLine(wish.hubId, endOf(wish));
  const digests = digestsOf(wish);
  yield* digests;
  const counts = { digestCount: digests.length, accountCount: accounts };
  let entryCount = 0;
  let journalEntryCount = 0;
  for (let number = 0; number < accounts; number++) {
    let last: Entry | undefined;
    for (const entry of chainOf(number, wish)) {
      yield entryLine(entry);
      const journal = journalBehind(entry);
      if (journal) yield journalLine(journal);
      entryCount += 1;
      journalEntryCount += journal ? 1 : 0;
      last = entry;
    }
    if (last) yield accountLine(last);
  }
  yield endLine({ ...counts, entryCount, journalEntryCount });
}

function digestsOf(wish: MadeUp): readonly string[] {
  const { accounts, digests = 0 } = wish;
  const days = Array.from({ length: digests }, (_one, day) => momentOf(day * 24).slice(0, 10));
  let previousHash = "";
  return days.map((day) => {
    let hash = previousHash;
    for (let number = 0; number < accounts; number++) {
      const last = [...chainOf(number, wish)].findLast(
        ({ recordedAt }) => recordedAt.slice(0, 10) <= day,
      );
      if (last) hash = nextDigest(hash, last);
    }
    const line = digestLine({ day, previousHash, hash });
    previousHash = hash;
    return line;
  });
}

/** The same books as the table would hold them: entries, and the acts they rest on. */
export function* madeUpItems(wish: MadeUp): Generator<Item> {
  for (let number = 0; number < wish.accounts; number++) {
    for (const entry of chainOf(number, wish)) {
      const { accountId, seq, ...fields } = entry;
      const listed = { i1pk: `ACCOUNTS#${wish.hubId}`, i1sk: `MEMBER#${accountId}` };
      const key = { pk: accountId, sk: String(seq).padStart(8, "0") };
      yield { ...key, ...fields, ...(seq === 1 ? listed : {}) };
      const { id, ...journal } = journalBehind(entry) ?? {};
      if (id !== undefined) yield { pk: id.slice(4), sk: "ACT", version: 1, journal };
    }
  }
}
