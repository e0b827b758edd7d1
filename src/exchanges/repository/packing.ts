import type { Value } from "../../table/index.ts";
import type { Packed } from "../model/index.ts";

/*
 * An ordinary exchange has to stay under 1 KB, index keys, receipts and journal entry included,
 * because that is what one write unit buys. So nothing is kept twice: what stands in an index key
 * is read from there, people are named once and meant by their place in that list, moments are
 * numbers, and names of attributes, which count too, are letters.
 */

/** The lists of a party: what they give, what they receive, what they pay for others. */
export const listPk = {
  i1: (partyId: string) => `GIVES#${partyId}`,
  i2: (partyId: string) => `GETS#${partyId}`,
  i3: (partyId: string) => `PAYS#${partyId}`,
} as const;

/** Nearly all who are named are persons, so only others are kept with their prefix. */
export const personPrefix = "per_";

export const dayMillis = 86_400_000;

/** What each attribute is called in the table. Those not named here are called as they are. */
export const letters = {
  receipts: "r",
  status: "s",
  minutes: "m",
  promised: "P",
  what: "w",
  others: "o",
  payer: "y",
  providerHub: "h",
  sponsored: "n",
  listing: "l",
  category: "C",
  flags: "F",
  cleared: "D",
  clearedWhy: "W",
  planned: "f",
  channel: "c",
  place: "k",
  series: "e",
  slot: "t",
  people: "p",
  proposed: "q",
  changed: "x",
  yesProvider: "a",
  yesPayer: "b",
  delivered: "d",
  on: "on",
  reminded: "i",
  confirmed: "g",
  value: "v",
  why: "u",
  resolved: "j",
  note: "z",
  ended: "ended",
  reason: "reason",
  legs: "legs",
} as const satisfies { readonly [name in keyof Packed]?: string };

/** The name of an attribute by its letter. */
export const fullNames: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries(letters).map(([name, letter]) => [letter, name]),
);

type Named = { readonly [name in keyof typeof letters]?: Value | undefined };

/** An item with its attributes under their letters. */
export const lettered = (packed: Named): { readonly [letter: string]: Value | undefined } =>
  Object.fromEntries(
    Object.entries(packed).map(([name, value]) => [isName(name) ? letters[name] : name, value]),
  );

const isName = (name: string): name is keyof typeof letters => Object.hasOwn(letters, name);
