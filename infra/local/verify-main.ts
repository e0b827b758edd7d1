import { randomInt } from "node:crypto";
import { type Verdict, verifyFile, wrongMirrors } from "../../src/audit/index.ts";
import { eachLine } from "./book-file.ts";
import { WrongUse } from "./cannot-start.ts";
import { readFlagsAndFiles } from "./flags.ts";
import { progressOn } from "./progress.ts";

/*
 * `npm run verify`: are these books true? Answers from the files alone, so anybody can ask who has
 * them, without the service and without anything else of it than this program.
 */

const usage = `Usage: npm run verify -- FILE [FILE ...] [flags]

Each file is an export of one hub's books, made with: npm run export -- --hub ID --out FILE
With the books of several hubs as of one moment, what they have shared is compared too.

  --json      say it in JSON
  --help      show this

Ends with 0 when all is well, 1 when something is wrong, 2 when a file cannot be read.
`;

/** Lines are read once; only where something differs a second time, to find what. */
function verdictOn(path: string): Verdict {
  const first = verifyFile(randomInt(2 ** 31));
  eachLine(path, first.line, inMegabytes("Checking", path));
  const outcome = first.end();
  if ("verdict" in outcome) return outcome.verdict;
  eachLine(path, outcome.again.line, inMegabytes("Looking closer", path));
  return outcome.again.end();
}

const megabyte = 1_000_000;
/** A file of so many megabytes takes long enough for people to wonder. */
const longFile = 10;

function inMegabytes(title: string, path: string) {
  const progress = progressOn(process.stderr, `${title}, megabytes`);
  let said = 0;
  return (bytes: number, all: number) => {
    const done = Math.floor(bytes / megabyte);
    if (all < longFile * megabyte || done === said) return;
    said = done;
    progress(done, Math.floor(all / megabyte), path);
  };
}

type Read = { readonly file: string; readonly verdict: Verdict };

function sayAll(read: readonly Read[], mirrors: readonly string[]): void {
  for (const { file, verdict } of read) {
    for (const line of inWords(verdict)) console.log(`${file}: ${line}`);
  }
  for (const problem of mirrors) console.log(problem);
}

function inWords(verdict: Verdict): readonly string[] {
  const { counts, mandates, problems, problemCount } = verdict;
  const count = (number: number, one: string, many: string) =>
    `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;
  const size = [
    count(counts.entryCount, "entry", "entries"),
    count(counts.journalEntryCount, "journal entry", "journal entries"),
    count(counts.accountCount, "account", "accounts"),
  ].join(", ");
  if (problemCount === 0) {
    const granted = mandates.map(
      ({ label, grantedMinutes, issuedMinutes }) =>
        `mandate ${label}: ${grantedMinutes} minutes granted, ${issuedMinutes} given out`,
    );
    return [...granted, `${size}: all well`];
  }
  const told = problems.map(({ line, accountId, seq, journalEntryId, what }) => {
    const number = accountId && seq !== undefined ? `entry ${seq} of ${accountId}` : accountId;
    const where = [line && `line ${line}`, number ?? journalEntryId].filter(Boolean).join(", ");
    return `${where || "the whole"}: ${what}`;
  });
  const more = problemCount - told.length;
  const rest = more > 0 ? [`and ${more} problems more`] : [];
  return [...told, ...rest, `${size}: ${count(problemCount, "problem", "problems")}`];
}

function sayJson(read: readonly Read[], mirrors: readonly string[]): void {
  const files = read.map(({ file, verdict: { clearing, ...verdict } }) => ({
    file,
    ...verdict,
    clearing: Object.fromEntries(clearing),
  }));
  console.log(JSON.stringify({ isWell: isWell(read, mirrors), files, mirrors }, null, 2));
}

const isWell = (read: readonly Read[], mirrors: readonly string[]): boolean =>
  mirrors.length === 0 && read.every(({ verdict }) => verdict.problemCount === 0);

const flags = { json: { type: "boolean" }, help: { type: "boolean" } } as const;

export async function run(words: readonly string[]): Promise<number> {
  const { values, positionals } = readFlagsAndFiles(words, flags, "npm run verify");
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (positionals.length === 0) {
    throw new WrongUse("No file was named.", "Name one: npm run verify -- FILE");
  }
  const progress = progressOn(process.stderr, "Checked");
  const read = positionals.map((file, place) => {
    const verdict = verdictOn(file);
    if (positionals.length > 1) progress(place + 1, positionals.length, file);
    return { file, verdict };
  });
  const mirrors = wrongMirrors(read.map(({ verdict }) => verdict));
  (values.json ? sayJson : sayAll)(read, mirrors);
  return isWell(read, mirrors) ? 0 : 1;
}
