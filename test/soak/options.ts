import { readFlags, wholeNumber } from "../../infra/local/flags.ts";

export type SoakOptions = {
  readonly help: boolean;
  readonly asJson: boolean;
  readonly minutes: number;
  readonly seed: number;
  readonly callers: number;
};

const largestSeed = 2 ** 31 - 1;

export const usage = `Usage: npm run soak -- [flags]

People ask a time bank for all kinds of things at once, while everything goes wrong that can: the
line to its database engine breaks, the engine is slow or refuses, clocks jump, processes end between
any two steps. Every answer is compared with a model, and the books are checked again and again.

  --minutes N     go on for so many minutes (10)
  --callers N     at most so many ask at once (6)
  --seed N        the seed of what is asked and what goes wrong (a new one each time)
  --json          say the outcome in JSON
  --help          show this
`;

const flags = {
  minutes: { type: "string" },
  callers: { type: "string" },
  seed: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

/** Reads the command line, or says in a sentence what cannot be read. */
export function readOptions(words: readonly string[]): SoakOptions {
  const values = readFlags(words, flags, "npm run soak");
  const usual = Math.floor(Math.random() * largestSeed);
  return {
    help: values.help ?? false,
    asJson: values.json ?? false,
    minutes: wholeNumber("minutes", values.minutes, { usual: 10, least: 1, most: 1_440 }),
    callers: wholeNumber("callers", values.callers, { usual: 6, least: 1, most: 12 }),
    seed: wholeNumber("seed", values.seed, { usual, least: 0, most: largestSeed }),
  };
}
