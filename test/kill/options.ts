import { readFlags, wholeNumber } from "../../infra/local/flags.ts";

export type KillOptions = {
  readonly help: boolean;
  readonly minutes: number;
  readonly seed: number;
};

const largestSeed = 2 ** 31 - 1;

export const usage = `Usage: npm run kill -- [flags]

Eight writers change a time bank over HTTP while its server and its database engine are killed at
random and started again. At the end everything that was acknowledged must be there, once.

  --minutes N     kill for so many minutes (1); looking at the end takes a while longer
  --seed N        the seed of what is done and killed (a new one each time)
  --help          show this
`;

const flags = {
  minutes: { type: "string" },
  seed: { type: "string" },
  help: { type: "boolean" },
} as const;

/** Reads the command line, or says in a sentence what cannot be read. */
export function readOptions(words: readonly string[]): KillOptions {
  const values = readFlags(words, flags, "npm run kill");
  const usual = newSeed();
  return {
    help: values.help ?? false,
    minutes: wholeNumber("minutes", values.minutes, { usual: 1, least: 1, most: 1_440 }),
    seed: wholeNumber("seed", values.seed, { usual, least: 0, most: largestSeed }),
  };
}

export const newSeed = (): number => Math.floor(Math.random() * largestSeed);
