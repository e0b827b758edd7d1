import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diceOf } from "../../infra/local/made-up.ts";
import { askingOf } from "./asking.ts";
import { check } from "./check.ts";
import type { Findings } from "./expected.ts";
import { beatsBetween, type Deaths, killAtRandom, longPlan, shortPlan } from "./killer.ts";
import { type Served, servedOn } from "./served.ts";
import { newTally, type Tally } from "./tally.ts";
import { openTown } from "./town.ts";
import { write } from "./writer.ts";

/** How a run went. */
export type Report = Findings & {
  readonly deaths: Deaths;
  readonly tally: Tally;
  /** Where the data are kept, if anything was wrong with them. */
  readonly folder?: string;
};

/** A bank under test, with its data; ended and thrown away unless they are to be looked at. */
export type Killing = {
  readonly run: () => Promise<Report>;
  /** Ends whatever runs, and throws the data away. */
  readonly stop: () => Promise<void>;
};

const writers = 8;

export type Wishes = {
  readonly seed: number;
  /** Kill for so long; without it, each kind of death once and one more. */
  readonly minutes?: number;
  readonly say?: (line: string) => void;
};

/** Eight writers, and one who kills what they write to. */
export async function newKilling(wishes: Wishes): Promise<Killing> {
  const folder = mkdtempSync(join(tmpdir(), "corehours-kill-"));
  const served = servedOn(folder, await quietPort(wishes.seed));
  let isKept = false;
  return {
    run: async () => {
      try {
        const report = await killing(served, wishes);
        isKept = wrongIn(report).length > 0;
        return isKept ? { ...report, folder } : report;
      } catch (cause) {
        isKept = true;
        throw new Error(`With seed ${wishes.seed} it broke off; see ${folder}.`, { cause });
      }
    },
    stop: async () => {
      await served.stop();
      if (!isKept) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** All that must not be, in sentences. */
export const wrongIn = ({ lost, doubled, unexplained, tally }: Report): readonly string[] => [
  ...lost.map((what) => `Lost: ${what}`),
  ...doubled.map((what) => `Doubled: ${what}`),
  ...unexplained,
  ...tally.violations,
];

async function killing(served: Served, { seed, minutes, say = () => {} }: Wishes) {
  const asking = askingOf(served);
  const town = await openTown(served, asking, seed);
  const tally = newTally();
  let isOver = false;
  const around = { served, asking, town, tally, isOver: () => isOver };
  const writing = Array.from({ length: writers }, (_, place) =>
    write(around, `kill-${seed}-${place}`, diceOf(seed + 1 + place)),
  );
  const dice = diceOf(seed);
  const killer = async () => {
    const until = Date.now() + (minutes ?? 0) * 60_000;
    const plan = minutes === undefined ? shortPlan(dice) : longPlan(dice, () => Date.now() > until);
    const beats = minutes === undefined ? beatsBetween.short : beatsBetween.long;
    const deaths = await killAtRandom({ served, tally, plan, dice, beats, say });
    // What had no answer when the last death came is still sent until there is one.
    isOver = true;
    return deaths;
  };
  const [deaths] = await Promise.all([killer(), ...writing]);
  say(`Started for the last time. Sending ${tally.deeds.length} acknowledged changes once more.`);
  return { deaths, tally, ...(await check({ served, asking, town }, tally.deeds)) };
}

/** A free port below those that are lent to callers, so that nobody takes it while all is dead. */
async function quietPort(seed: number): Promise<number> {
  for (let port = 20_000 + (seed % 9_000); ; port++) {
    const server = createServer();
    const isFree = await new Promise<boolean>((answer) => {
      server.once("error", () => answer(false));
      server.listen(port, "127.0.0.1", () => server.close(() => answer(true)));
    });
    if (isFree) return port;
  }
}
