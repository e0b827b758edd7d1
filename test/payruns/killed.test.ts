import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { goOnWithPayRuns } from "../../src/payruns/index.ts";
import type { Town } from "../directory/town.ts";
import { ask as fund } from "../funding/credits.ts";
import { at, type Json } from "../support/api.ts";
import type { StoredItem } from "../support/books/stored.ts";
import { checkBooks, wrongInTable } from "../support/books.ts";
import { type Death, dying, startAndDie } from "./dying.ts";
import {
  account,
  accountOf,
  ask,
  crowd,
  forum,
  freeze,
  must,
  read,
  rowsOf,
  start,
} from "./setting.ts";

let place: Town;
let people: readonly string[] = [];
beforeAll(async () => {
  place = await forum();
  people = [place.grace, place.amina, ...(await crowd(place.bank.table(), place.grace, 10))];
  // Only an account that has entries can be stopped.
  await start(place, rowsOf(people));
});

const cora = () => place.bank.as("cora");
const clock = (table = place.bank.table()) => goOnWithPayRuns({ table, now: place.bank.now() });

/** How often each account was paid by a pay-run, by the entries that lie in the table. */
function timesPaid(items: readonly StoredItem[], payRunId: string): ReadonlyMap<unknown, number> {
  const acts = items.filter((item) => item["sk"] === "ACT" && item["payRunId"] === payRunId);
  const ids = new Set(acts.map((act) => act["id"]));
  const times = new Map<unknown, number>();
  for (const { pk, kind, actId, minutes } of items) {
    if (kind !== "SPONSORED" || !ids.has(actId) || Number(minutes) < 0) continue;
    times.set(pk, (times.get(pk) ?? 0) + 1);
  }
  return times;
}

/** What every pay-run promises once it is over. */
async function keepsItsPromises(payRunId: string, frozen: readonly string[] = []) {
  const run = await read(cora(), payRunId, "first: 1");
  const refusedCount = frozen.length;
  expect(run).toMatchObject({
    ...{ status: "FINISHED", refusedCount, paidCount: people.length - refusedCount },
    returnedMinutes: at(run, "refusedMinutes"),
  });
  expect(Number(at(run, "paidMinutes")) + Number(at(run, "refusedMinutes"))).toBe(
    at(run, "totalMinutes"),
  );
  const { wrong, items } = await wrongInTable(place.bank.client, place.bank.tableName);
  const times = timesPaid(items, payRunId);
  const expected = people.map((one): [string, number | undefined] => [
    accountOf(one),
    frozen.includes(one) ? undefined : 1,
  ]);
  expect(people.map((one) => [accountOf(one), times.get(accountOf(one))])).toEqual(expected);
  expect(at(await account(place, place.cafe), "reservedMinutes")).toBe(0);
  expect(wrong).toEqual([]);
}

// One commit begins such a run, three pay its parts and a fifth ends it.
const deaths: readonly Death[] = [1, 2, 3, 4, 5].flatMap((commit) => [
  { commit, when: "BEFORE" },
  { commit, when: "AFTER" },
]);

describe("a pay-run whose process is killed", () => {
  it.each(deaths)("$when commit $commit is paid to the end, once", async (death) => {
    const { payRunId, retry } = await startAndDie(place, rowsOf(people), death);
    const isStarted = death.commit > 1 || death.when === "AFTER";
    expect(await retry()).toMatchObject({ replayed: isStarted });
    await clock();
    await keepsItsPromises(payRunId);
  });

  it("tells how it stands where a part cannot be paid, because it is started all the same", async () => {
    const death: Death = { commit: 3, when: "BEFORE" };
    const { payRunId, heard } = await startAndDie(place, rowsOf(people), death);
    expect(heard).toMatchObject({ replayed: false, thing: { id: payRunId, partsDone: 1 } });
    await clock();
    await keepsItsPromises(payRunId);
  });

  it("goes on without a retry, even when the clock's own process is killed too", async () => {
    const first: Death = { commit: 1, when: "AFTER" };
    const { payRunId } = await startAndDie(place, rowsOf(people), first);
    await expect(clock(dying(place.bank.table(), first))).rejects.toThrow("could not go on");
    await clock();
    await keepsItsPromises(payRunId);
  });

  it("can be stopped instead: who was paid stays paid, and the rest is returned", async () => {
    const { payRunId } = await startAndDie(place, rowsOf(people), { commit: 2, when: "AFTER" });
    expect(await account(place, place.cafe)).toMatchObject({ reservedMinutes: 120 });
    expect(await must(place.bank.as("priya"), "cancelPayRun", { payRunId })).toMatchObject({
      ...{ status: "CANCELLED", paidCount: 4, refusedCount: 0, returnedMinutes: 120 },
    });
    await clock();
    const rows = at(await read(cora(), payRunId, "last: 9"), "rows.nodes") as readonly Json[];
    const stopped = Array.from({ length: 8 }, () => "STOPPED");
    expect(rows.map((row) => at(row, "outcome"))).toEqual(["PAID", ...stopped]);
    expect(await account(place, place.cafe)).toMatchObject({ reservedMinutes: 0 });
    expect(await checkBooks(place.bank.client, place.bank.tableName)).toEqual([]);
  });

  it("waits while its account is stopped, and goes on afterwards", async () => {
    const { payRunId } = await startAndDie(place, rowsOf(people), { commit: 1, when: "AFTER" });
    await freeze(place, "freeze", place.cafe);
    place.bank.usage.reset();
    expect(await clock()).toEqual({ STEPS: 0, ENDED: 0, LEFT: 1 });
    expect((await ask(cora(), "continuePayRun", { payRunId })).codes).toEqual(["ACCOUNT_FROZEN"]);
    expect(place.bank.usage.writeUnits()).toBe(0);
    await freeze(place, "unfreeze", place.cafe);
    expect(await must(cora(), "continuePayRun", { payRunId })).toMatchObject({
      status: "FINISHED",
    });
    await keepsItsPromises(payRunId);
  });
});

/** What goes on around a run. */
type Weather = {
  readonly death: Death;
  /** Accounts of the crowd that are stopped, by their place. */
  readonly frozen: readonly number[];
  readonly workers: number;
  readonly gifts: readonly { readonly isFromGrace: boolean; readonly quarters: number }[];
};

const weather = fc.record<Weather>({
  death: fc.record<Death>({
    commit: fc.integer({ min: 1, max: 5 }),
    when: fc.constantFrom("BEFORE", "AFTER"),
  }),
  frozen: fc.uniqueArray(fc.integer({ min: 2, max: 11 }), { maxLength: 5 }),
  workers: fc.integer({ min: 1, max: 3 }),
  gifts: fc.array(
    fc.record({ isFromGrace: fc.boolean(), quarters: fc.integer({ min: 1, max: 4 }) }),
    { minLength: 1, maxLength: 5 },
  ),
});

// Payees and payer give and get elsewhere, accounts are stopped, workers race and die: in the end
// everyone was paid once or refused once, and no minute is set aside or lost.
it("pays once in any weather", async () => {
  const { bank, grace, amina, cafe } = place;
  await fc.assert(
    fc.asyncProperty(weather, async ({ death, frozen, workers, gifts }) => {
      const stopped = frozen.map((one) => people[one] ?? "");
      for (const one of stopped) await freeze(place, "freeze", one);
      const { payRunId, retry } = await startAndDie(place, rowsOf(people), death);
      await Promise.all([
        retry(),
        ...gifts.map(({ isFromGrace, quarters }) =>
          fund(bank.as(isFromGrace ? "grace" : "cora"), "giveCredits", {
            ...{ fromId: isFromGrace ? grace : cafe, to: { memberId: amina } },
            minutes: quarters * 15,
          }),
        ),
        ...Array.from({ length: workers }, () => clock()),
      ]);
      await clock();
      await keepsItsPromises(payRunId, stopped);
      for (const one of stopped) await freeze(place, "unfreeze", one);
    }),
    { numRuns: 6, endOnFailure: true },
  );
}, 120_000);
