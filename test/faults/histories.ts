import fc from "fast-check";
import { faultKinds, type Mixture, mostOften } from "../support/faults/plan.ts";
import type { Wish } from "./model/index.ts";
import { kinds, type Recipe } from "./recipes.ts";

const recipesOf = (kind: fc.Arbitrary<Recipe["what"]>, people: number): fc.Arbitrary<Recipe> =>
  fc.record({
    isTwice: fc.nat(3).map((number) => number === 3),
    what: kind,
    pick: fc.nat(3),
    one: fc.nat(people - 1),
    other: fc.nat(people - 1),
    quarters: fc.integer({ min: 1, max: 20 }),
    isOdd: fc.boolean(),
  });

/** Any wish of anybody. */
export const recipes = recipesOf(fc.constantFrom(...kinds), 5);

const often = (kind: Recipe["what"], times: number) => Array.from({ length: times }, () => kind);

/** Wishes of few people, nearly all of which move or hold minutes: they get in each other's way. */
export const rivals = recipesOf(
  fc.constantFrom(
    ...[...often("advance", 8), ...often("give", 6), ...often("give to the pot", 2)],
    ...[...often("reverse", 4), ...often("decide", 3), ...often("allocate", 2)],
    ...(["propose", "ask the pot", "return", "return", "cancel", "change", "differ"] as const),
  ),
  2,
);

/** What has happened before rivals meet, so that there is something to get into each other's way on. */
export const begun: readonly Wish[] = [
  { what: "propose", payer: "amina", provider: "grace", minutes: 60 },
  { what: "agree", on: "#0", by: "PROVIDER", version: 1 },
  { what: "propose", payer: "grace", provider: "kofi", minutes: 60 },
  { what: "agree", on: "#2", by: "PROVIDER", version: 1 },
  { what: "deliver", on: "#2", minutes: 60 },
  { what: "give", from: "tom", to: "POT BRA", minutes: 60 },
  { what: "ask the pot", member: "tom", minutes: 60 },
];

/** Some kinds of faults, each as often as it happens to be. */
export const mixtures: fc.Arbitrary<Mixture> = fc.record(
  Object.fromEntries(faultKinds.map((kind) => [kind, fc.nat(mostOften[kind])])),
  { requiredKeys: [] },
);

export const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
