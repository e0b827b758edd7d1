import { readOptions, usage } from "./options.ts";
import { start } from "./start.ts";
import { stoppable } from "./stopping.ts";

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
  });
}
