import type { Dice } from "../../infra/local/made-up.ts";
import { type KillKind, killKinds, type Served } from "./served.ts";
import type { Tally } from "./tally.ts";

/** It kills after so many requests and answers, and then somewhere within a request. */
export const beatsBetween = { short: { least: 40, most: 200 }, long: { least: 1, most: 500 } };
const longestRequestMillis = 12;
const longestStartMillis = 400;

/** How often each kind of death came. */
export type Deaths = Record<KillKind, number>;

/** Each kind of death, and one more, in an order that the dice choose. */
export function shortPlan(dice: Dice): readonly KillKind[] {
  const plan: KillKind[] = [...killKinds, pick(dice, killKinds)];
  return plan
    .map((kind) => ({ kind, place: dice() }))
    .sort((a, b) => a.place - b.place)
    .map(({ kind }) => kind);
}

/** Any death at any time, until it is over. */
export function* longPlan(dice: Dice, isOver: () => boolean): Generator<KillKind> {
  while (!isOver()) yield pick(dice, killKinds);
}

type Killing = {
  readonly served: Served;
  readonly tally: Tally;
  readonly plan: Iterable<KillKind>;
  readonly dice: Dice;
  readonly beats: { readonly least: number; readonly most: number };
  readonly say: (line: string) => void;
};

/** Kills and starts again, again and again. Answers with how often each kind of death came. */
export async function killAtRandom(killing: Killing): Promise<Deaths> {
  const { served, tally, plan, dice, beats, say } = killing;
  const deaths: Deaths = { server: 0, engine: 0, both: 0, starting: 0 };
  const kill = async (kind: KillKind, longestMillis: number) => {
    deaths[kind]++;
    tally.violations.push(...(await served.kill(kind, dice() * longestMillis)));
  };
  for (const kind of plan) {
    // Squared, so that many come soon after a start and some only after a long time.
    await tally.beats(beats.least + Math.floor(dice() ** 2 * (beats.most - beats.least)));
    await kill(kind === "starting" ? "server" : kind, longestRequestMillis);
    if (kind === "starting") await kill(kind, longestStartMillis);
    await served.start();
    say(`Killed ${kind}, with ${tally.deeds.length} changes acknowledged so far.`);
  }
  return deaths;
}

const pick = <Thing>(dice: Dice, things: readonly Thing[]): Thing => {
  const thing = things[Math.floor(dice() * things.length)];
  if (thing === undefined) throw new Error("There is nothing to choose from.");
  return thing;
};
