import * as z from "zod";

/**
 * What the counters mean. A change of any rule in `decide/fold.ts` needs the next number here: the
 * clock then counts everything anew and puts the new counters in place of the old ones at once.
 */
export const definitionVersion = 1;

/** What is added up for each place and month. Only ever sums, so any order gives the same. */
const sumNames = [
  /** Members who gave or spent. */
  "participating",
  /** Members who did both. */
  "twoWay",
  /** Members and organisations who were credited for help. */
  "givers",
  /** Those who were credited from a mandate. */
  "recognised",
  /** Accounts of members that had their first entry, less those that ended. */
  "accounts",
  "givenMinutes",
  "timesGiven",
  "spentMinutes",
  "recognisedMinutes",
  "giftMinutes",
  "takenBackMinutes",
  /** How much more is in hand: sum of the balances above zero. */
  "inHandMinutes",
  /** The same, each change times the days of the month from its day on. */
  "inHandMinuteDays",
  /** How much more the ISSUANCE accounts have given than they have back. */
  "issuedMinutes",
] as const;
export type SumName = (typeof sumNames)[number];

/** The most that one account came to in the month, of each sum that one could dominate. */
const mostNames = ["givenMinutes", "recognisedMinutes"] as const;
export type MostName = (typeof mostNames)[number];

export type Numbers<Name extends string> = { readonly [name in Name]?: number };

/** What some entries add to a place's month. */
export type Addition = {
  readonly sums: Numbers<SumName>;
  readonly most: Numbers<MostName>;
  /** Minutes of help by category; kept for hubs alone. */
  readonly byCategory: Readonly<Record<string, number>>;
};

const Count = z.int().optional();

/** What is looked at of a ledger entry. */
export type Entry = {
  readonly seq: number;
  readonly accountKind: "MEMBER" | "ORGANISATION" | "POT" | "ISSUANCE" | "CLEARING";
  readonly kind: string;
  readonly minutes: number;
  readonly balanceMinutes: number;
  readonly status: string;
  readonly recordedAt: string;
};

/** How far an account's chain was counted, and what it came to in the month of its last entry. */
export const Cursor = z.object({
  accountId: z.string(),
  seq: z.int(),
  month: z.string(),
  givenMinutes: z.int(),
  recognisedMinutes: z.int(),
  gave: z.boolean(),
  spent: z.boolean(),
  version: z.int(),
});
export type Cursor = z.infer<typeof Cursor>;

export const startOf = (accountId: string): Cursor => ({
  ...{ accountId, seq: 0, month: "", version: 0 },
  ...{ givenMinutes: 0, recognisedMinutes: 0, gave: false, spent: false },
});

/** What a place came to in a month; areas are kept in several parts that are added up. */
export const Bucket = z.object({
  sums: z.object(Object.fromEntries(sumNames.map((name) => [name, Count]))),
  most: z.object(Object.fromEntries(mostNames.map((name) => [name, Count]))),
  byCategory: z.record(z.string(), z.int()).default({}),
  version: z.int(),
});
export type Bucket = Addition & { readonly version: number };

/** Where a job has come to in its walk over hubs and their accounts. */
const Place = z.object({ hubId: z.string().optional(), after: z.string().optional() });

/**
 * Which counters are read, and which are being made or taken away. Every generation stands by
 * itself, so that those being made are seen by nobody until they are whole.
 */
export const State = z.object({
  live: z.int(),
  /** The definition that the live ones were made by. */
  definition: z.int(),
  isRecountWanted: z.boolean().optional(),
  building: z
    .object({ generation: z.int(), definition: z.int(), since: z.string(), at: Place })
    .optional(),
  dropping: z.object({ generation: z.int(), since: z.string(), at: Place }).optional(),
  version: z.int(),
});
export type State = z.infer<typeof State>;
export type Place = z.infer<typeof Place>;

/** Before the clock's first turn. */
export const firstState: State = { live: 1, definition: definitionVersion, version: 0 };

/** The generations that every entry has to be counted in. */
export const generationsOf = ({ live, building }: State): readonly number[] =>
  building ? [live, building.generation] : [live];
