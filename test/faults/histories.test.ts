import fc from "fast-check";
import { expect, it } from "vitest";
import { Races } from "../support/faults/races.ts";
import { askAgain } from "./driver.ts";
import { begun, mixtures, recipes, rivals, seeds } from "./histories.ts";
import { History } from "./history.ts";
import type { Bank } from "./model/index.ts";
import { type Recipe, wishFrom } from "./recipes.ts";
import { holds } from "./seeds.ts";
import { newTown } from "./town.ts";

/** Somebody makes a wish, as a step that can be left out of a history that failed. */
class Wishing implements fc.AsyncCommand<{ bank: Bank }, History> {
  readonly recipe: Recipe;

  constructor(recipe: Recipe) {
    this.recipe = recipe;
  }

  check(model: Readonly<{ bank: Bank }>): boolean {
    return wishFrom(model.bank, this.recipe) !== undefined;
  }

  async run(model: { bank: Bank }, history: History): Promise<void> {
    await history.follow([this.recipe]);
    model.bank = history.bank;
  }

  toString(): string {
    return JSON.stringify(this.recipe);
  }
}

const wishing = recipes.map((recipe) => new Wishing(recipe));

// Whoever is alone and asks until they are answered hears just what the model says, whatever
// happens on the way, and the books show that it happened once.
it("answers each wish as if nothing had gone wrong, under any mixture of faults", async () => {
  const property = fc.asyncProperty(
    seeds,
    mixtures,
    fc.commands([wishing], { maxCommands: 30, size: "max" }),
    async (seed, mixture, wishes) => {
      const town = await newTown({ seed, mixture });
      const history = new History(town);
      const setUp = () => Promise.resolve({ model: { bank: history.bank }, real: history });
      await fc.asyncModelRun(setUp, wishes);
      expect(await history.wrongs()).toEqual([]);
      await town.close();
    },
  );
  await holds("one after another", property, { runs: 12 });
}, 120_000);

const batches = (most: number, size: { readonly minLength: number; readonly maxLength: number }) =>
  fc.array(fc.array(rivals, { minLength: 2, maxLength: most }), { ...size, size: "max" });

async function begin(history: History): Promise<void> {
  for (const wish of begun) await history.together([wish], askAgain);
}

// Calls to the engine are let through one at a time, in an order drawn for it: whatever the order,
// there is a way of doing the wishes one after the other that explains every answer.
it.each([
  ["step", "ALL"],
  ["write", "WRITES"],
] as const)(
  "answers wishes made at once as if they came one by one, in any order of every %s",
  async (name, watched) => {
    const property = fc.asyncProperty(
      batches(3, { minLength: 5, maxLength: 9 }),
      fc.scheduler(),
      async (wishes, scheduler) => {
        const races = new Races(scheduler, watched);
        const town = await newTown({ seed: 0, mixture: {}, gate: races.gate });
        const history = new History(town, (lanes) => races.run(lanes));
        await begin(history);
        for (const some of wishes) await history.follow(some);
        expect(await history.wrongs()).toEqual([]);
        // Getting in each other's way is dealt with inside: nobody was asked to come again.
        expect(history.asked.filter(({ heard }) => (heard.tries ?? 1) > 1)).toEqual([]);
        await town.close();
      },
    );
    await holds(`in any order of every ${name}`, property, { runs: 10 });
  },
  120_000,
);

it("keeps all of that when many ask at once and anything goes wrong", async () => {
  const property = fc.asyncProperty(
    seeds,
    mixtures,
    batches(5, { minLength: 5, maxLength: 8 }),
    async (seed, mixture, wishes) => {
      const town = await newTown({ seed, mixture });
      const history = new History(town);
      await begin(history);
      for (const some of wishes) await history.follow(some);
      expect(await history.wrongs()).toEqual([]);
      await town.close();
    },
  );
  await holds("many at once", property, { runs: 8 });
}, 120_000);
