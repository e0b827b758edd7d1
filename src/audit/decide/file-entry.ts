import type { Entry } from "../../ledger/index.ts";
import type { ReadEntry } from "../lines.ts";
import { add } from "./buckets.ts";
import { type Chain, follow, formOf, resumeAt } from "./chain.ts";
import { takeUp } from "./digest.ts";
import { type FileCheck, noteGap, report } from "./file-state.ts";
import { goesOnFrom, place } from "./place.ts";

/** Looks at an entry of an account. */
export function entryOf(check: FileCheck, read: ReadEntry): void {
  check.counts.entryCount += 1;
  settleEarly(check, read.entry);
  const placed = place(check.chain, read);
  switch (placed.how) {
    case "NEXT":
      goOn(check, read);
      break;
    case "RENAMED":
      complain(check, read.entry, "Its account or its number was changed: its hash does not fit.");
      goOn(check, { ...read, entry: placed.entry, form: formOf(placed.entry) });
      break;
    case "OPENS":
      opens(check, read);
      break;
    case "AHEAD":
    case "FOREIGN":
      early(check, read);
      break;
    case "BEHIND":
      check.strays += 1;
      complain(check, read.entry, "It comes twice, or too late.");
      break;
  }
}

function complain(check: FileCheck, { accountId, seq }: Entry, what: string): void {
  report(check, { accountId, seq, what });
}

function goOn(check: FileCheck, { entry, form }: ReadEntry): void {
  const { chain } = check;
  if (chain !== undefined && chain.last.accountId !== entry.accountId) {
    // The account was changed in the first entry, which was told; this is the account it has.
    noteGap(check, { accountId: entry.accountId, fromSeq: 1, toSeq: entry.seq - 1 });
  }
  takeUpDays(check, entry.recordedAt);
  const followed = follow(chain, entry, form);
  const order = chain === undefined ? outOfOrder(check, followed.chain) : undefined;
  const wrong = followed.wrong ?? order ?? notOfThisFile(check, entry);
  if (wrong !== undefined) complain(check, entry, wrong);
  standAt(check, followed.chain);
}

function standAt(check: FileCheck, chain: Chain): void {
  check.chain = chain;
  check.strays = 0;
  check.lastEntry = chain.last;
  if (chain.isSure) check.seenHubId = chain.last.hubId;
  countIn(check, chain.last);
}

/** The minutes of an entry, to be held against what the journal entries say of it. */
function countIn(check: FileCheck, entry: Entry): void {
  if (entry.minutes === 0) return;
  add(check.pairs, placeOf(entry.accountId, entry.seq), saidOf(entry), entry.minutes);
}

export const placeOf = (accountId: string, seq: number): string => `${accountId} ${seq}`;

/** What an entry and its journal entry must say alike. */
export const saidOf = (said: { actId: string; kind: string; recordedAt: string }): string =>
  `${said.actId.slice(4)} ${said.kind} ${said.recordedAt}`;

function notOfThisFile({ hubId, asOf }: FileCheck, entry: Entry): string | undefined {
  if (hubId !== undefined && entry.hubId !== hubId) return "It belongs to another hub.";
  return asOf !== undefined && entry.recordedAt > asOf
    ? "It was recorded after the moment that the file speaks of."
    : undefined;
}

const orderOf = ({ accountKind, accountId }: Entry): string => `${accountKind}#${accountId}`;

function outOfOrder(check: FileCheck, { last, isSure }: Chain): string | undefined {
  const order = orderOf(last);
  const isLater = order > check.lastAccount;
  // A changed name would put all accounts that follow in the wrong place.
  if (isSure) check.lastAccount = order;
  return isLater ? undefined : "Its account stands in the wrong place, or comes twice.";
}

/** The account before has no last line of its own: it ends where it stands. */
function opens(check: FileCheck, read: ReadEntry): void {
  const isLineBad = check.badLines.has(check.line - 1);
  if (!isLineBad) complain(check, read.entry, "The last line of the account before is missing.");
  closeAccount(check);
  goOn(check, read);
}

/**
 * Some entries are missing, or this one stands in the wrong place. Lines that could not be placed
 * stand in for as many as are missing; else the next entry tells which of the two it is.
 */
function early(check: FileCheck, read: ReadEntry): void {
  const { chain, strays } = check;
  const { entry } = read;
  const expected = chain ? chain.last.seq + 1 : 1;
  const isSame = chain === undefined || chain.last.accountId === entry.accountId;
  if (isSame && entry.seq - expected <= strays) {
    skipTo(check, entry);
    return;
  }
  check.strays += 1;
  check.early = read;
  check.lastEntry = entry;
  const where = isSame ? `entry ${expected}` : `entry ${expected} of ${chain?.last.accountId}`;
  complain(check, entry, `Entry ${entry.seq} stands where ${where} should be.`);
}

/** Does this entry go on from the one that came too early? Then what lies between is missing. */
function settleEarly(check: FileCheck, entry: Entry): void {
  const { early: read, chain } = check;
  if (read === undefined) return;
  const isExpected = chain ? goesOnFrom(chain.last, entry) : entry.seq === 1;
  if (goesOnFrom(read.entry, entry) && !isExpected) leapTo(check);
  else if (isExpected) return;
  check.early = undefined;
}

/** Goes on at the entry that came too early. */
export function leapTo(check: FileCheck): void {
  const { early: read, chain } = check;
  if (read === undefined) return;
  const isSame = chain !== undefined && chain.last.accountId === read.entry.accountId;
  if (chain !== undefined && !isSame) closeAccount(check);
  check.early = undefined;
  skipTo(check, read.entry);
}

function skipTo(check: FileCheck, entry: Entry): void {
  const { chain } = check;
  if (chain === undefined) check.lastAccount = orderOf(entry);
  const fromSeq = chain ? chain.last.seq + 1 : 1;
  noteGap(check, { accountId: entry.accountId, fromSeq, toSeq: entry.seq - 1 });
  takeUpDays(check, entry.recordedAt);
  standAt(check, resumeAt(entry));
}

/** Digests of days that ended before this moment take the account up as it stands. */
function takeUpDays(check: FileCheck, moment: string): void {
  const { digests, chain } = check;
  while (check.digestsTaken < digests.length) {
    const fold = digests[check.digestsTaken];
    if (fold === undefined || fold.end >= moment) return;
    takeUp(fold, chain?.last);
    check.digestsTaken += 1;
  }
}

/** The account has no more entries: what it comes to is added up. */
export function closeAccount(check: FileCheck): void {
  const { chain } = check;
  if (chain === undefined) return;
  takeUpDays(check, "\u{10FFFF}");
  check.digestsTaken = 0;
  check.chain = undefined;
  check.early = undefined;
  const { accountKind, balanceMinutes, floorMinutes, label = "" } = chain.last;
  check.sumMinutes += balanceMinutes;
  if (accountKind === "ISSUANCE") {
    const counted = { label, grantedMinutes: -floorMinutes, issuedMinutes: -balanceMinutes };
    check.mandates.push(counted);
  }
  if (accountKind === "CLEARING") {
    check.clearing.set(label, (check.clearing.get(label) ?? 0) + balanceMinutes);
  }
}
