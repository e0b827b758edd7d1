import { expect, it, onTestFinished } from "vitest";
import type { Chain } from "../support/books/chains.ts";
import { expectedOf, inTheChains } from "./expected.ts";
import { newSeed, readOptions } from "./options.ts";
import { newKilling, wrongIn } from "./run.ts";
import { killKinds } from "./served.ts";
import type { Deed } from "./tally.ts";

it("keeps all that it acknowledged, once, whatever is killed under eight writers", {
  timeout: 240_000,
}, async () => {
  const seed = newSeed();
  const killing = await newKilling({ seed });
  onTestFinished(killing.stop);
  const report = await killing.run();
  const { deaths, tally, lost, doubled, compared } = report;
  expect({ seed, wrong: wrongIn(report) }).toEqual({ seed, wrong: [] });
  expect([lost, doubled]).toEqual([[], []]);
  // It is no proof unless much was done, much died, and requests were broken off by it.
  const times = killKinds.map((kind) => deaths[kind]);
  expect(Math.min(...times)).toBeGreaterThan(0);
  expect(times.reduce((all, some) => all + some)).toBeGreaterThanOrEqual(6);
  expect(tally.deeds.length).toBeGreaterThan(50);
  expect(tally.resent).toBeGreaterThan(0);
  expect(compared).toBeGreaterThan(2 * tally.deeds.length);
});

const member = (name: string) => ({
  persona: name,
  memberId: `mem_${name}`,
  account: `acc_${name}`,
});
const town = {
  ...{ hubId: "hub_1", pot: "acc_pot", broker: "broker" },
  members: [member("ada"), member("ben")],
};
const deed: Deed = {
  wish: {
    ...{ persona: "ada", mutation: "giveCredits", thing: "gift" },
    input: { idempotencyKey: "gift-of-ada" },
  },
  id: "gft_1",
  moves: { from: "acc_ada", to: "acc_ben", minutes: 30 },
};
const entry = (minutes: number, balanceMinutes = minutes, actId = "gft_1") =>
  Object.assign(Object.create(null), { minutes, balanceMinutes, reservedMinutes: 0, actId });

/** What is found when one gift was acknowledged and these are the chains. */
const found = (ada: Chain, ben: Chain) =>
  inTheChains(expectedOf(town, [deed]), new Map(Object.entries({ acc_ada: ada, acc_ben: ben })));

it("finds nothing wrong when an acknowledged gift is there once", () => {
  expect(found([entry(-30)], [entry(30)])).toMatchObject({
    lost: [],
    doubled: [],
    unexplained: [],
  });
});

it("finds what was lost, doubled, changed or never asked for", () => {
  expect(found([], [entry(30)])).toMatchObject({ lost: ["gft_1 in acc_ada"], doubled: [] });
  const twice = found([entry(-30), entry(-30, -60)], [entry(30)]);
  expect(twice).toMatchObject({ lost: [], doubled: ["gft_1 in acc_ada"] });
  expect(twice.unexplained).toEqual([expect.stringContaining("acc_ada has -60 and 0 set aside")]);
  expect(found([entry(-45)], [entry(30)]).unexplained).toContainEqual(
    "gft_1 in acc_ada should have moved -30.",
  );
  expect(found([entry(-30), entry(15, -15, "gft_2")], [entry(30)]).unexplained).toContainEqual(
    "gft_2 in acc_ada was never acknowledged.",
  );
});

it("reads the flags of the long run, or says in a sentence what it cannot read", () => {
  expect(readOptions(["--minutes", "10", "--seed=7"])).toEqual({
    ...{ help: false, minutes: 10, seed: 7 },
  });
  expect(readOptions(["--help"]).help).toBe(true);
  expect(() => readOptions(["--minutes=0"])).toThrow('--minutes cannot be "0".');
  expect(() => readOptions(["--hours=1"])).toThrow("Unknown option '--hours'.");
});
