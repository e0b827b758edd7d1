import { showBooks } from "./books.ts";
import { showCallers } from "./callers.ts";
import { showColdStart } from "./cold.ts";
import { showGrowth } from "./growth.ts";
import { showPayRun } from "./payrun.ts";
import { showStream } from "./stream.ts";
import { showUnits } from "./units.ts";
import { showWalk } from "./walk.ts";
import { showWarm } from "./warm.ts";

/*
 * `npm run bench`: what operations cost in capacity units, which are exact; how long settling takes
 * beside the bare transaction it sends, as a ratio from one run, with few and many entries stored;
 * and how much callers get through side by side. Times in themselves say more about the machine
 * than about us, so they are shown only beside each other.
 *
 * `npm run bench -- units callers` shows only these; `--large` takes a million entries and ten
 * thousand payees.
 */

const isLarge = process.argv.includes("--large");
const entries = [1000, 100_000, ...(isLarge ? [1_000_000] : [])];

const sections = {
  units: showUnits,
  growth: () => showGrowth(entries),
  callers: showCallers,
  payrun: () => showPayRun(isLarge ? 10_000 : 1000),
  walk: () => showWalk(isLarge ? [1_000, 10_000, 100_000] : [500, 5_000]),
  stream: () => showStream(isLarge ? 50_000 : 10_000),
  cold: showColdStart,
  warm: showWarm,
  books: () => showBooks([20_000, isLarge ? 1_000_000 : 200_000]),
};

const wished = process.argv.slice(2).filter((word) => !word.startsWith("--"));
for (const [name, show] of Object.entries(sections)) {
  if (wished.length === 0 || wished.includes(name)) await show();
}
