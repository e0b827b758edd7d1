import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/*
 * The corpus: seeds that once made a test fail. Every run replays them first.
 *
 * A seed gets in by itself: when a property or a soak fails, its seed and the path to the shortest
 * history that was found are added to corpus.json, to be committed together with the mending. One
 * goes out only when its test makes its histories in another way, because it then stands for
 * nothing.
 */
const file = fileURLToPath(new URL("corpus.json", import.meta.url));

type Kept = { readonly test: string; readonly seed: number; readonly path: string };

const all = (): readonly Kept[] => JSON.parse(readFileSync(file, "utf8"));

/** What once made this test fail. */
export const keptFor = (test: string): readonly Kept[] => all().filter((one) => one.test === test);

export function keep(one: Kept): void {
  const kept = all();
  const isKnown = kept.some((other) => nameOf(other) === nameOf(one));
  if (!isKnown) writeFileSync(file, `${JSON.stringify([...kept, one], null, 2)}\n`);
}

const nameOf = ({ test, seed, path }: Kept) => `${test} ${seed} ${path}`;
