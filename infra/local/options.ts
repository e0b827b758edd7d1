import { readFlags, wholeNumber } from "./flags.ts";

/** How large a community to make up, and from which seed. */
export type Community = {
  readonly hubs: number;
  readonly members: number;
  readonly exchanges: number;
  readonly seed: number;
};

/** What is to be in a bank, and where it is kept. */
export type StoryOptions = {
  readonly help: boolean;
  readonly fresh: boolean;
  readonly empty: boolean;
  readonly data: string;
  readonly community?: Community;
};

export type Options = StoryOptions & { readonly port: number };

export type SeedOptions = StoryOptions & { readonly asJson: boolean };

/** Where the data stay when nobody says otherwise. */
export const defaultFolder = ".local";

const storyUsage = `  --fresh         throw the kept data away and start over
  --data FOLDER   keep the data in this folder (${defaultFolder})
  --empty         do not load the Marlshire story
  --hubs N --members N --exchanges N --seed N
                  also make up a community of this size: hubs (3), members in each hub (20),
                  exchanges in all (100); the same seed (1) makes the same community`;

const engineUsage =
  "DYNAMODB_ENDPOINT names a DynamoDB-compatible server to use instead of the embedded engine.\n";

export const usage = `Usage: npm start -- [flags]

  --port N        listen on this port (4000)
${storyUsage}
  --help          show this

${engineUsage}`;

export const seedUsage = `Usage: npm run seed -- [flags]

${storyUsage}
  --json          say in JSON what is there
  --help          show this

Fills a folder for npm start, and ends. Broken off, it goes on where it was when it is started again.
${engineUsage}`;

const flags = {
  port: { type: "string" },
  fresh: { type: "boolean" },
  data: { type: "string" },
  empty: { type: "boolean" },
  hubs: { type: "string" },
  members: { type: "string" },
  exchanges: { type: "string" },
  seed: { type: "string" },
  help: { type: "boolean" },
} as const;

const { port: _port, ...storyFlags } = flags;
const seedFlags = { ...storyFlags, json: { type: "boolean" } } as const;

/** Reads the command line, or says in a sentence what cannot be read. */
export function readOptions(words: readonly string[]): Options {
  const values = readFlags(words, flags, "npm start");
  const port = wholeNumber("port", values.port, { usual: 4000, least: 1, most: 65_535 });
  return { ...storyIn(values), port };
}

/** The same without a port: nobody is answered while a folder is filled. */
export function readSeedOptions(words: readonly string[]): SeedOptions {
  const values = readFlags(words, seedFlags, "npm run seed");
  return { ...storyIn(values), asJson: values.json ?? false };
}

type Words = {
  readonly [flag in "data" | "hubs" | "members" | "exchanges" | "seed"]?: string | undefined;
} & { readonly [flag in "fresh" | "empty" | "help"]?: boolean | undefined };

function storyIn(values: Words): StoryOptions {
  const size = (name: "hubs" | "members" | "exchanges" | "seed", usual: number, most: number) =>
    wholeNumber(name, values[name], { usual, least: name === "members" ? 2 : 0, most });
  const isMadeUp = [values.hubs, values.members, values.exchanges, values.seed].some(Boolean);
  return {
    help: values.help ?? false,
    fresh: values.fresh ?? false,
    empty: values.empty ?? false,
    data: values.data ?? defaultFolder,
    ...(isMadeUp
      ? {
          community: {
            hubs: Math.max(1, size("hubs", 3, 500)),
            members: size("members", 20, 5_000),
            exchanges: size("exchanges", 100, 1_000_000),
            seed: size("seed", 1, 2 ** 31 - 1),
          },
        }
      : {}),
  };
}
