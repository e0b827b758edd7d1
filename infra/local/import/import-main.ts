import { progressOn } from "../progress.ts";
import { endWhenBrokenOff } from "../stopping.ts";
import { importUsage, readImportOptions } from "./options.ts";
import { sayJson, sayWords } from "./report.ts";
import { importFiles } from "./run.ts";

/* `npm run import`: what a hub kept in spreadsheets, brought in through the public API. */
export async function run(words: readonly string[]): Promise<number> {
  const options = readImportOptions(words);
  if (options === "HELP") {
    console.log(importUsage);
    return 0;
  }
  endWhenBrokenOff();
  const outcome = await importFiles(options, (title) => progressOn(process.stderr, title));
  (options.asJson ? sayJson : sayWords)(outcome);
  return outcome.isWell ? 0 : 1;
}
