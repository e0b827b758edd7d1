import { readOptions, usage } from "./options.ts";
import { start } from "./start.ts";
import { stoppable } from "./stopping.ts";

/** It goes on until somebody stops it, so that is how it ends well. */
function stopping(): number {
  console.error("\nStopping.");
  return 0;
}

/* `npm start`: the whole time bank on one machine. */
export async function run(words: readonly string[]): Promise<number> {
  const options = readOptions(words);
  if (options.help) {
    console.log(usage);
    return 0;
  }
  return stoppable(async (around) => {
    await start(options, around);
    return undefined;
  }, stopping);
}
