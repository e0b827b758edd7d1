import { describe, expect, it } from "vitest";
import type { Table } from "../../src/table/index.ts";
import { at, type Json } from "../support/api.ts";
import { wrongInTable } from "../support/books.ts";
import { announced, type Closing, closingTown, daysPass, helpEnds, turn } from "./closing-town.ts";

class Killed extends Error {}

/** A hub's fault keeps no other from going on, so the turn tells of it when all had theirs. */
const isKilled = (death: unknown): boolean =>
  death instanceof AggregateError && death.errors.every((fault) => fault instanceof Killed);

/**
 * A table for one turn that dies at its second commit: before it is made, or after it is made and
 * before anyone hears of it. So each turn gets one step further, and is cut between two.
 */
function dying(table: Table, died: "BEFORE" | "AFTER"): Table {
  let commits = 0;
  return {
    ...table,
    commit: async (writes) => {
      commits += 1;
      if (commits === 2 && died === "BEFORE") throw new Killed();
      const done = await table.commit(writes);
      if (commits === 2) throw new Killed();
      return done;
    },
  };
}

async function told(its: Closing): Promise<Json> {
  const data = await its.bank.as("priya").must(
    `query ($id: ID!) { hub(id: $id) { status closing {
      movedMemberCount movedOrganisationCount waitingCount
    } } }`,
    { id: its.bra },
  );
  return at(data, "hub");
}

/** What all accounts of each kind hold in all hubs together, once the books were found sound. */
async function totals({ bank }: Closing): Promise<{ readonly [kind: string]: number }> {
  const { wrong, heads } = await wrongInTable(bank.client, bank.tableName);
  expect(wrong).toEqual([]);
  const sums: { [kind: string]: number } = {};
  for (const { accountKind, balanceMinutes } of heads.values()) {
    sums[accountKind] = (sums[accountKind] ?? 0) + balanceMinutes;
  }
  return sums;
}

describe("carrying over", () => {
  it("goes on where it was after a death between any two steps", { timeout: 120_000 }, async () => {
    const its = await closingTown();
    daysPass(its, 1);
    await announced(its);
    daysPass(its, 8);
    await helpEnds(its);
    const before = await totals(its);
    let deaths = 0;
    while (at(await told(its), "status") !== "CLOSED") {
      const table = dying(its.bank.table(), deaths % 2 === 0 ? "BEFORE" : "AFTER");
      await turn(its, table).catch((death: unknown) => {
        if (!isKilled(death)) throw death;
        deaths += 1;
      });
      expect(await totals(its)).toEqual(before);
    }
    expect(deaths).toBeGreaterThan(10);
    expect(await told(its)).toMatchObject({
      closing: { movedMemberCount: 7, movedOrganisationCount: 2, waitingCount: 0 },
    });
  });

  it("is done once by two clocks that call at once", { timeout: 120_000 }, async () => {
    const its = await closingTown();
    daysPass(its, 1);
    await announced(its);
    daysPass(its, 8);
    await helpEnds(its);
    const before = await totals(its);
    for (let times = 0; times < 6; times++) {
      await Promise.all([turn(its), turn(its)]);
      expect(await totals(its)).toEqual(before);
    }
    expect(await told(its)).toEqual({
      status: "CLOSED",
      closing: { movedMemberCount: 7, movedOrganisationCount: 2, waitingCount: 0 },
    });
  });
});
