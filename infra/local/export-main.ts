import { exportBooks } from "./export-books.ts";
import { exportUsage, readExportOptions } from "./export-options.ts";
import { endWhenBrokenOff } from "./stopping.ts";

/*
 * `npm run export`: the books of a hub, page by page, into a file. Killed at any moment, it goes
 * on where it was when it is started again.
 */
export async function run(words: readonly string[]): Promise<number> {
  const options = readExportOptions(words);
  if (options === "HELP") {
    console.log(exportUsage);
    return 0;
  }
  const { out } = options;
  endWhenBrokenOff();
  const { lines, asOf } = await exportBooks(options, (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done.toLocaleString("en-GB")} lines`);
  });
  if (process.stderr.isTTY) process.stderr.write("\n");
  if (options.asJson) console.log(JSON.stringify({ isWell: true, out, lines, asOf }));
  else {
    console.log(`${out}: ${lines.toLocaleString("en-GB")} lines as of ${asOf}`);
    console.log(`Check it with: npm run verify -- ${out}`);
  }
  return 0;
}
