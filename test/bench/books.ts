import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openBank } from "./bank.ts";
import { filled } from "./fill.ts";
import { moveIn } from "./people.ts";

const worker = fileURLToPath(new URL("./books-worker.ts", import.meta.url));

/** What a process of its own says of what it did. */
type Report = { readonly entries: number; readonly millis: number; readonly peakBytes: number };

/**
 * The books of a hub exported through the API and verified from the file, for a few entries and
 * for many: each by a process of its own, so that its peak of memory is its own too.
 */
export async function showBooks(sizes: readonly number[]): Promise<void> {
  const rows = [];
  for (const entries of sizes) {
    const bank = await openBank();
    const { hubs } = await moveIn(bank, { hubs: 1, members: 2 });
    const [one, other] = hubs[0]?.members ?? [];
    if (!one || !other) throw new Error("The books need two members.");
    const folder = await filled(bank, { pair: [one, other], entries });
    await bank.stop();
    const file = join(folder, "books.jsonl");
    const broker = hubs[0]?.broker ?? "";
    const exported = await report(["export", folder, file, broker, one.hubId]);
    const verified = await report(["verify", file]);
    await rm(folder, { recursive: true });
    rows.push({
      entries: verified.entries,
      "exported/s": perSecond(exported),
      "export peak MB": megabytes(exported),
      "verified/s": perSecond(verified),
      "verify peak MB": megabytes(verified),
    });
  }
  console.log(
    "The books of a hub: exported through the API a page at a time, verified from the file.",
  );
  console.table(rows);
}

const perSecond = ({ entries, millis }: Report) => Math.round((entries * 1000) / millis);
const megabytes = ({ peakBytes }: Report) => Math.round(peakBytes / 1_000_000);

async function report(words: readonly string[]): Promise<Report> {
  const { stdout } = await promisify(execFile)(process.execPath, [worker, ...words]);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
}
