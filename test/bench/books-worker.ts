import { closeSync, openSync, writeSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { eachLine } from "../../infra/local/book-file.ts";
import { verifyFile } from "../../src/audit/index.ts";
import { now, openBank } from "./bank.ts";

/* One export or one verification in a process of its own, which says what it took. */

const query = `query ($hubId: ID!, $after: String) {
  ledgerExport(hubId: $hubId, first: 100, after: $after) { lines next }
}`;

const [what, ...words] = process.argv.slice(2);
const begun = performance.now();
const entries = what === "export" ? await exported(words) : verified(words);
const millis = performance.now() - begun;
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ entries, millis, peakBytes }));

async function exported([folder = "", file = "", broker = "", hubId = ""]: readonly string[]) {
  const bank = await openBank(folder);
  const out = openSync(file, "w");
  // Everything was recorded just now, so it is asked for a little later.
  const at = new Date(Date.parse(now) + 600_000).toISOString();
  let after: string | null = null;
  let count = 0;
  do {
    const { data, errors }: { data?: object | null; errors?: readonly object[] } =
      await bank.story.call(broker, at, query, { hubId, after });
    if (errors) throw new Error(JSON.stringify(errors));
    const page = Object(Object(data).ledgerExport);
    const lines: readonly string[] = page.lines;
    writeSync(out, lines.map((line) => `${line}\n`).join(""));
    count += lines.filter((line) => line.startsWith('{"type":"entry"')).length;
    after = page.next;
  } while (after !== null);
  closeSync(out);
  await bank.stop();
  return count;
}

function verified([file = ""]: readonly string[]): number {
  const first = verifyFile(7);
  eachLine(file, first.line);
  const outcome = first.end();
  if (!("verdict" in outcome) || outcome.verdict.problemCount > 0) {
    throw new Error("The books of the bench are not well.");
  }
  return outcome.verdict.counts.entryCount;
}
