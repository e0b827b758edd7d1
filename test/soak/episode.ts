import { History } from "../faults/history.ts";
import { recipeFrom } from "../faults/recipes.ts";
import { newTown } from "../faults/town.ts";
import { below, diceFrom, mixtureFrom } from "../support/faults/plan.ts";
import type { Processes } from "../support/faults/processes.ts";
import type { Tallies } from "./tallies.ts";

export type Soak = {
  readonly endpoint: string;
  readonly callers: number;
  readonly processes: Processes;
  readonly tallies: Tallies;
  /** Is there time for more? */
  readonly isOver: () => boolean;
};

/** How many times people ask at once before a town's books are closed, and between two checks. */
const rounds = 30;
const roundsBetweenChecks = 10;

/** One town from its first wish to its last deadline. Answers with all that was wrong. */
export async function runEpisode(soak: Soak, seed: number): Promise<readonly string[]> {
  const { tallies, processes, endpoint } = soak;
  const dice = diceFrom("a town", seed);
  const town = await newTown({ seed, mixture: mixtureFrom(dice), processes }, endpoint);
  const history = new History(town);
  const wrongs: string[] = [];
  const check = async () => {
    const audit = await history.audit();
    tallies.checked(audit);
    wrongs.push(...audit.wrongs);
  };
  try {
    for (let round = 1; round <= rounds && !soak.isOver() && wrongs.length === 0; round++) {
      const asking = 1 + below(dice, soak.callers);
      await history.follow(Array.from({ length: asking }, () => recipeFrom(dice)));
      if (round % roundsBetweenChecks === 0) await check();
    }
    await history.timePasses((now) => callTwice(town.bank, now));
    await check();
    // Asked last, so that a town that is wrong already is not changed by asking.
    if (wrongs.length === 0) wrongs.push(...(await history.wrongs()));
  } catch (fault) {
    wrongs.push(fault instanceof Error ? fault.message : String(fault));
  }
  tallies.add(history.asked, town.bank.met);
  await town.close();
  return wrongs;
}

type Bank = Awaited<ReturnType<typeof newTown>>["bank"];

/** The clock calls two processes at once. */
async function callTwice(bank: Bank, now: string): Promise<void> {
  const calls = ["one", "another"].map((name) =>
    bank.callClock({ id: `${name}/clock`, now, isInPeace: false }),
  );
  await Promise.all(calls);
}
