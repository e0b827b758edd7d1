import { readSeedOptions, seedUsage } from "./options.ts";
import { progressOn } from "./progress.ts";
import { seed } from "./start.ts";
import { sayBrokenOff, stoppable } from "./stopping.ts";

/* `npm run seed`: the folder of a bank, filled before anybody starts it. */
export async function run(words: readonly string[]): Promise<number> {
  const options = readSeedOptions(words);
  if (options.help) {
    console.log(seedUsage);
    return 0;
  }
  const { data, asJson } = options;
  return stoppable(async (around) => {
    const stories = await seed(options, around, (title) => progressOn(process.stderr, title));
    const told = stories.join(", ") || "no story";
    console.log(
      asJson ? JSON.stringify({ isWell: true, data, stories }) : `${data} holds: ${told}.`,
    );
    return 0;
  }, sayBrokenOff);
}
