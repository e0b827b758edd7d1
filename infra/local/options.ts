import { readFlags, wholeNumber } from "./flags.ts";

/** How large a community to make up, and from which seed. */
export type Community = {
  readonly hubs: number;
  readonly members: number;
  readonly exchanges: number;
  readonly seed: number;
};

export type Options = {
  readonly help: boolean;
  readonly fresh: boolean;
  readonly empty: boolean;
  readonly port: number;
  readonly data: string;
  readonly community?: Community;
};

/** Where the data stay when nobody says otherwise. */
export const defaultFolder = ".local";

export const usage = `Usage: npm start -- [flags]

  --port N        listen on this port (4000)
  --fresh         throw the kept data away and start over
  --data FOLDER   keep the data in this folder (${defaultFolder})
  --empty         do not load the Marlshire story
  --hubs N --members N --exchanges N --seed N
                  also make up a community of this size: hubs (3), members in each hub (20),
                  exchanges in all (100); the same seed (1) makes the same community
  --help          show this

DYNAMODB_ENDPOINT names a DynamoDB-compatible server to use instead of the embedded engine.
`;

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

/** Reads the command line, or says in a sentence what cannot be read. */
export function readOptions(words: readonly string[]): Options {
  const values = readFlags(words, flags, "npm start");
  const size = (name: "hubs" | "members" | "exchanges" | "seed", usual: number, most: number) =>
    wholeNumber(name, values[name], { usual, least: name === "members" ? 2 : 0, most });
  const isMadeUp = [values.hubs, values.members, values.exchanges, values.seed].some(Boolean);
  return {
    help: values.help ?? false,
    fresh: values.fresh ?? false,
    empty: values.empty ?? false,
    port: wholeNumber("port", values.port, { usual: 4000, least: 1, most: 65_535 }),
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
