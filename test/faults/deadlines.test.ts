import fc from "fast-check";
import { expect, it } from "vitest";
import { askAgain } from "./driver.ts";
import { mixtures, recipes, seeds } from "./histories.ts";
import { History } from "./history.ts";
import { wishFrom } from "./recipes.ts";
import { holds } from "./seeds.ts";
import { newTown } from "./town.ts";

/** How often the clock calls, two processes at a time. */
const turns = 3;

// The clock's work is many small steps. It may be cut off between any two, be called again while it
// is under way, and see lists that are not up to date: in the end each deadline was kept once.
it("keeps every deadline once, however often its work is cut off and begun again", async () => {
  // Nobody asks for more than was set aside while an account is stopped: who comes first would
  // decide who gets it.
  const steady = recipes.filter(({ what }) => what !== "differ");
  const property = fc.asyncProperty(
    seeds,
    mixtures,
    fc.array(steady, { minLength: 10, maxLength: 25, size: "max" }),
    async (seed, mixture, wishes) => {
      const town = await newTown({ seed, mixture: { ...mixture, LATE_INDEX: 500 } });
      const history = new History(town);
      for (const recipe of wishes) {
        const wish = wishFrom(history.bank, recipe);
        if (wish) await history.together([wish], askAgain);
      }
      await history.timePasses(async (now) => {
        for (let turn = 0; turn < turns; turn++) {
          const calls = ["one", "another"].map((name) =>
            town.bank.callClock({ id: `${name}/${turn}`, now, isInPeace: false }),
          );
          await Promise.all(calls);
        }
      });
      expect(await history.wrongs()).toEqual([]);
      await town.close();
    },
  );
  await holds("deadlines", property, { runs: 6 });
}, 120_000);
