import { type AccountLine, type Counts, type DigestLine, exportFormat } from "../lines.ts";
import { beginDigest } from "./digest.ts";
import { closeAccount, leapTo } from "./file-entry.ts";
import { type FileCheck, isTold, noteGap, report } from "./file-state.ts";
import { minutesInWords } from "./problem.ts";

/* The lines around the entries: what the file is, the digests, the ends of accounts, its own end. */

type Header = { readonly format: number; readonly hubId: string; readonly asOf: string };

export function headerOf(check: FileCheck, { format, hubId, asOf }: Header): void {
  if (check.line !== 1) report(check, { what: "The file begins a second time here." });
  if (format !== exportFormat) {
    report(check, { what: `This is format ${format}; this program knows format ${exportFormat}.` });
  }
  if (isTold(check)) return;
  check.hubId = hubId;
  check.asOf = asOf;
}

/** Each digest builds on the one before it; whether it is true shows once all accounts are read. */
export function digestLineOf(check: FileCheck, digest: DigestLine): void {
  check.counts.digestCount += 1;
  const { lastDigest } = check;
  const isBad = isTold(check);
  check.lastDigest = isBad ? undefined : digest;
  if (isBad) return;
  const isLate = lastDigest !== undefined && lastDigest.day >= digest.day;
  const isTied = lastDigest === undefined || lastDigest.hash === digest.previousHash;
  if (isLate || !isTied || check.counts.entryCount > 0) {
    report(check, { what: `The digest of ${digest.day} does not follow the one before it.` });
  }
  check.digests.push(beginDigest(digest, check.line));
}

/** The last entry of an account is said once more, so that none can be left out at its end. */
export function accountLineOf(check: FileCheck, line: AccountLine): void {
  check.counts.accountCount += 1;
  const { early } = check;
  if (early?.entry.accountId === line.accountId && early.entry.seq === line.seq) leapTo(check);
  const wrong = wrongEnd(check, line);
  if (wrong !== undefined) report(check, { accountId: line.accountId, what: wrong });
  closeAccount(check);
  check.strays = 0;
  check.lastEntry = undefined;
}

function wrongEnd(check: FileCheck, line: AccountLine): string | undefined {
  const { chain, strays } = check;
  if (isTold(check)) return undefined;
  if (chain === undefined) {
    noteGap(check, { accountId: line.accountId, fromSeq: 1, toSeq: line.seq });
    return strays >= line.seq ? undefined : "The entries of this account are missing before it.";
  }
  const { last, isSure } = chain;
  if (last.accountId !== line.accountId) {
    noteGap(check, { accountId: line.accountId, fromSeq: 1, toSeq: line.seq });
    return isSure ? `It ends another account than ${last.accountId}.` : undefined;
  }
  if (last.seq < line.seq) {
    noteGap(check, { accountId: line.accountId, fromSeq: last.seq + 1, toSeq: line.seq });
    const isExplained = line.seq - last.seq <= strays;
    if (isExplained) return undefined;
    return line.seq === last.seq + 1
      ? `Entry ${line.seq} is missing before it.`
      : `Entries ${last.seq + 1} to ${line.seq} are missing before it.`;
  }
  if (last.seq > line.seq) return `It says that entry ${line.seq} is the last one.`;
  return isSure && last.hash !== line.hash
    ? "It says another hash than its last entry."
    : undefined;
}

/** The end counts what came before it. */
export function endOf(check: FileCheck, said: Counts): void {
  check.isEnded = true;
  if (check.chain !== undefined || check.early !== undefined) {
    const isExplained = check.strays > 0 || check.badLines.has(check.line - 1);
    if (!isExplained) report(check, { what: "The last line of the account before is missing." });
    leapTo(check);
    closeAccount(check);
  }
  const { counts, line } = check;
  for (const [name, words] of counted) {
    if (said[name] === counts[name] || isTold(check)) continue;
    const what = `It counts ${said[name]} ${words}, and there are ${counts[name]}.`;
    check.endProblems.push({ line, what });
  }
  sumUp(check);
}

const counted = [
  ["digestCount", "digests"],
  ["accountCount", "accounts"],
  ["entryCount", "entries"],
  ["journalEntryCount", "journal entries"],
] as const;

function sumUp({ sumMinutes, digests, endProblems }: FileCheck): void {
  if (sumMinutes !== 0) {
    const what = `The accounts of the hub add up to ${minutesInWords(sumMinutes)}, not to zero.`;
    endProblems.push({ what });
  }
  for (const { day, line, hash, made } of digests) {
    if (made === hash) continue;
    const what = `The digest of ${day} is another than the accounts come to.`;
    endProblems.push({ line, what });
  }
}
