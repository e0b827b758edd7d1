import { CannotStart } from "./cannot-start.ts";
import { exportBooks } from "./export-books.ts";
import { exportUsage, readExportOptions } from "./export-options.ts";

/*
 * `npm run export`: the books of a hub, page by page, into a file. Killed at any moment, it goes
 * on where it was when it is started again.
 */
try {
  const options = readExportOptions(process.argv.slice(2));
  if (options === "HELP") console.log(exportUsage);
  else {
    const { lines, asOf } = await exportBooks(options, (done) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done.toLocaleString("en-GB")} lines`);
    });
    if (process.stderr.isTTY) process.stderr.write("\n");
    console.log(`${options.out}: ${lines.toLocaleString("en-GB")} lines as of ${asOf}`);
    console.log(`Check it with: npm run verify -- ${options.out}`);
  }
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  console.error(`${error.message}\n${error.wayOn}`);
  process.exitCode = 1;
}
