import { describe, expect, it } from "vitest";
import type { FaultKind } from "../support/faults/plan.ts";
import { askAgain, askOnce, insist } from "./driver.ts";
import { History } from "./history.ts";
import type { Wish } from "./model/index.ts";
import { newTown } from "./town.ts";

/**
 * The faults that a call of each kind is tried with. To end after one read and before the next is
 * the same, so reads are tried with one death.
 */
function faultsOf(operation: string): readonly FaultKind[] {
  const writes = ["LOST_REQUEST", "LOST_ANSWER", "THROTTLE", "INTERNAL_ERROR", "CONFLICT"] as const;
  const deaths = ["DEATH_BEFORE", "DEATH_AFTER"] as const;
  switch (operation) {
    case "TransactWriteItems":
      return [...writes, ...deaths, "CANCELLED_FOR_MANY"];
    case "PutItem":
      return [...writes, ...deaths];
    case "BatchGetItem":
      return ["LOST_REQUEST", "DEATH_AFTER", "PART_OF_A_BATCH"];
    default:
      return ["LOST_REQUEST", "DEATH_AFTER"];
  }
}

/** What has to be done before a wish can be made, and the wish itself, for the turn it is. */
type Trial = { readonly name: string; readonly wishes: (name: string, turn: number) => Wish[] };

/** Help goes to and fro, so that nobody runs out of hours. */
const pair = (turn: number) =>
  turn % 2 === 0
    ? ({ payer: "amina", provider: "kofi" } as const)
    : ({ payer: "kofi", provider: "amina" } as const);

const trials: readonly Trial[] = [
  {
    name: "a proposal",
    wishes: () => [{ what: "propose", payer: "tom", provider: "grace", minutes: 15 }],
  },
  {
    name: "a gift",
    wishes: (_name, turn) =>
      turn % 2 === 0
        ? [{ what: "give", from: "tom", to: "grace", minutes: 15 }]
        : [{ what: "give", from: "grace", to: "tom", minutes: 15 }],
  },
  {
    name: "a settlement across hubs",
    wishes: (on, turn) => [
      { what: "propose", ...pair(turn), minutes: 30 },
      { what: "agree", on, by: "PROVIDER", version: 1 },
      { what: "deliver", on, minutes: 30 },
      { what: "confirm", on, minutes: 30 },
    ],
  },
  {
    name: "a correction",
    wishes: (on) => [
      { what: "give", from: "amina", to: "POT BRA", minutes: 15 },
      { what: "reverse", on },
    ],
  },
];

// A process can end, and a line can break, between any two steps of a request. Here each step is
// tried with each fault it can meet: whoever asks again gets their answer, and it was done once.
describe.each(trials)("$name", ({ wishes }) => {
  it("is done once, whatever happens at whichever step of it", async () => {
    const town = await newTown({ seed: 1, mixture: {} });
    const history = new History(town);
    let turn = 0;
    const prepared = async () => {
      const all = wishes(history.nextName, turn++);
      for (const wish of all.slice(0, -1)) await history.together([wish], askAgain);
      return all.slice(-1);
    };
    await history.together(await prepared(), insist);
    const calls = [...town.bank.lastCalls];
    for (const [atCall, operation] of calls.entries()) {
      for (const kind of faultsOf(operation)) {
        await history.together(await prepared(), async (bank, sending) => {
          const script = (call: number) => (call === atCall ? kind : undefined);
          await askOnce(bank, sending, script);
          return insist(bank, sending);
        });
      }
    }
    expect(calls.length).toBeGreaterThan(3);
    expect(town.bank.met.DEATH_AFTER).toBe(calls.length);
    expect(await history.wrongs()).toEqual([]);
    await town.close();
  }, 60_000);
});
