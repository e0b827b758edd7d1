import { startEngine } from "../../infra/local/engine.ts";
import { keep, keptFor } from "../faults/corpus.ts";
import { below, diceFrom } from "../support/faults/plan.ts";
import { newProcesses } from "../support/faults/processes.ts";
import { runEpisode, type Soak } from "./episode.ts";
import { readOptions, type SoakOptions, usage } from "./options.ts";
import { Tallies } from "./tallies.ts";

/* `npm run soak`: the mixture of faults at length. Ends with 1 if any promise was broken. */

const mostShown = 20;
const progressMillis = 10_000;

async function soak({ minutes, seed, callers, asJson }: SoakOptions): Promise<number> {
  console.error(`Seed ${seed}. Soaking for ${minutes} min with up to ${callers} callers at once.`);
  const started = Date.now();
  let isStopped = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      isStopped = true;
    });
  }
  const tallies = new Tallies();
  const engine = await startEngine();
  const its: Soak = {
    ...{ callers, tallies, endpoint: engine.endpoint, processes: await newProcesses() },
    isOver: () => isStopped || Date.now() - started > minutes * 60_000,
  };
  const progress = setInterval(() => {
    console.error(`${secondsSince(started)} s: ${tallies.progress()}`);
  }, progressMillis);
  try {
    const broken = await runEpisodes(its, seed);
    const report = tallies.report();
    if (asJson) console.log(JSON.stringify({ isWell: !broken, seed, report, broken }, null, 2));
    else {
      console.log(["", `Seed:          ${seed}`, ...report].join("\n"));
      if (broken) console.log(told(broken));
    }
    return broken ? 1 : 0;
  } finally {
    clearInterval(progress);
    await engine.stop();
  }
}

const secondsSince = (moment: number) => Math.round((Date.now() - moment) / 1000);

type Broken = {
  readonly seed: number;
  readonly callers: number;
  readonly wrongs: readonly string[];
};

/**
 * One town after the other, each with a seed of its own, until time is over or one is broken: first
 * those in which something broke before, from the corpus.
 */
async function runEpisodes(its: Soak, first: number): Promise<Broken | undefined> {
  for (const { seed, path } of keptFor(corpusName)) {
    const broken = await runTown({ ...its, callers: Number(path) }, seed);
    if (broken) return broken;
  }
  const dice = diceFrom("soak", first);
  let seed = first;
  while (!its.isOver()) {
    const broken = await runTown(its, seed);
    if (broken) return broken;
    seed = below(dice, 2 ** 31 - 1);
  }
  return undefined;
}

const corpusName = "soak";

async function runTown(its: Soak, seed: number): Promise<Broken | undefined> {
  const wrongs = await runEpisode(its, seed);
  if (wrongs.length === 0) return undefined;
  keep({ test: corpusName, seed, path: String(its.callers) });
  return { seed, callers: its.callers, wrongs };
}

function told({ seed, callers, wrongs }: Broken): string {
  const more = wrongs.length > mostShown ? [`… and ${wrongs.length - mostShown} more.`] : [];
  return [
    "",
    `Broken promises, first seen in the town of seed ${seed}:`,
    ...wrongs.slice(0, mostShown),
    ...more,
    `See it again with: npm run soak -- --seed ${seed} --callers ${callers}`,
  ].join("\n");
}

export async function run(words: readonly string[]): Promise<number> {
  const options = readOptions(words);
  if (!options.help) return soak(options);
  console.log(usage);
  return 0;
}
