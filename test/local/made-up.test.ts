import { expect, it } from "vitest";
import { communityNamed, makeUp } from "../../infra/local/made-up.ts";

const wish = { hubs: 3, members: 20, exchanges: 100, seed: 7 };

it("makes the same community for the same seed and another for another", () => {
  expect(makeUp(wish)).toEqual(makeUp(wish));
  expect(makeUp(wish)).not.toEqual(makeUp({ ...wish, seed: 8 }));
});

it("is known again by its name, as nothing else is", () => {
  expect(communityNamed(makeUp(wish).name)).toEqual(wish);
  expect(communityNamed("marlshire")).toBeUndefined();
});

it("has the size that was asked for", () => {
  const { hubs } = makeUp(wish);
  expect(hubs.map((hub) => hub.members.length)).toEqual([20, 20, 20]);
  expect(hubs.map((hub) => hub.exchanges.length)).toEqual([34, 33, 33]);
  expect(new Set(hubs.map((hub) => hub.code)).size).toBe(3);
});

// A refusal would end the loading, so the plan itself must keep every rule of the ledger.
it("never lets anybody help themselves or go below the usual floor", () => {
  for (const hub of makeUp({ hubs: 2, members: 3, exchanges: 400, seed: 1 }).hubs) {
    const free = hub.members.map(() => 0);
    for (const { payer, provider, minutes, until } of hub.exchanges) {
      expect(payer).not.toBe(provider);
      if (until !== "PROPOSED") free[payer] = (free[payer] ?? 0) - minutes;
      if (until === "SETTLED") free[provider] = (free[provider] ?? 0) + minutes;
      expect(Math.min(...free)).toBeGreaterThanOrEqual(-300);
    }
  }
});
