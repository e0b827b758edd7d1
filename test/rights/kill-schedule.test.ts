import { beforeAll, describe, expect, it } from "vitest";
import { keepToSchedule, runErasures } from "../../src/rights/index.ts";
import { dynamodbTable, type Table } from "../../src/table/index.ts";
import { itemsOf, type StoredItem } from "../support/books/stored.ts";
import { wrongInTable } from "../support/books.ts";
import { type Contents, contentsOf, copyOf } from "../support/copies.ts";
import { does, traces } from "./asking.ts";
import { type Life, life, mark } from "./life.ts";

let its: Life;
let contents: Contents;
beforeAll(async () => {
  its = await life();
  await leavesOffices(its);
  contents = await contentsOf(its.bank.client, its.bank.tableName);
}, 60_000);

/** Somebody who is needed stays: so what they did for others ends too. */
async function leavesOffices({ bank, personId, shed }: Life): Promise<void> {
  const items = await itemsOf(bank.client, bank.tableName);
  const held = items.filter(
    (item) => item.sk === "ROLE" && item["personId"] === personId && !item["endedAt"],
  );
  for (const { pk } of held) {
    await does(bank, "steward", ["endRole", { roleId: pk, reason: `${mark} went` }]);
  }
  await does(bank, "rob", ["removeOrganisationAdmin", { organisationId: shed, personId }]);
}

/** Six years after everything, on a day on which nothing else is done. */
const now = "2032-03-01T09:00:00.000Z";

type Copy = { readonly table: () => Table; readonly items: () => Promise<readonly StoredItem[]> };

/** Works on a table of its own, as it was when somebody had left and nothing was over yet. */
async function onCopy(work: (copy: Copy) => Promise<void>): Promise<void> {
  const { client } = its.bank;
  const { tableName, drop } = await copyOf(client, contents);
  try {
    await work({
      table: () => dynamodbTable({ client, tableName }),
      items: () => itemsOf(client, tableName),
    });
    expect((await wrongInTable(client, tableName)).wrong).toEqual([]);
  } finally {
    await drop();
  }
}

/** One turn of the clock, in a process of its own. */
async function turn(table: Table): Promise<void> {
  await keepToSchedule({ table, now }, [its.bra, its.sal]);
  await runErasures({ table, now });
}

/** A process that ends at one of its commits: before it is made, or before its answer comes. */
function dying(table: Table, dieAt: number, when: "BEFORE" | "AFTER"): Table {
  let made = 0;
  const commit: Table["commit"] = async (writes) => {
    made++;
    if (made > dieAt) throw new Error("The process has ended.");
    if (made < dieAt) return table.commit(writes);
    if (when === "AFTER") await table.commit(writes);
    throw new Error("The process has ended.");
  };
  return { ...table, commit };
}

/** Turns of processes that all die, until one has nothing left to die of. How many died. */
async function turnsUntilDone(table: () => Table, dieAt: number, when: "BEFORE" | "AFTER") {
  for (let died = 0; died < 500; died++) {
    const isAlive = await turn(dying(table(), dieAt, when)).then(
      () => true,
      () => false,
    );
    if (isAlive) return died;
  }
  throw new Error("It never comes to an end.");
}

const erasuresIn = (items: readonly StoredItem[]) =>
  items
    .filter(({ sk }) => sk === "ERASURE")
    .map(({ askedBy, status, counts }) => ({ askedBy, status, counts }))
    .toSorted((a, b) => kindsIn(b.counts) - kindsIn(a.counts));

const kindsIn = (counts: unknown): number => Object.keys(Object(counts)).length;

describe("the erasing of somebody whose time is over", () => {
  let undisturbed: readonly object[];
  let places: readonly string[];
  beforeAll(async () => {
    await onCopy(async ({ table, items }) => {
      for (let day = 0; day < 3; day++) await turn(table());
      undisturbed = erasuresIn(await items());
      places = placesOf(await items());
    });
  });

  /** What stands where; not under which random name. */
  const placesOf = (items: readonly StoredItem[]): readonly string[] =>
    items
      .filter(({ sk }) => sk !== "ERASURE")
      .map(({ pk, sk }) => `${pk} ${sk}`)
      .toSorted();

  it("begins by itself, comes to its end and leaves no word of them", async () => {
    const done = expect.objectContaining({ askedBy: "SCHEDULE", status: "FINISHED" });
    // A child of theirs had asked to join, and never did.
    expect(undisturbed).toEqual([done, done]);
  });

  it.each([
    [1, "AFTER"],
    [2, "BEFORE"],
    [3, "AFTER"],
  ] as const)("comes to the same when each process dies at commit %i, %s it", async (at, when) => {
    await onCopy(async ({ table, items }) => {
      expect(await turnsUntilDone(table, at, when)).toBeGreaterThan(10 / at);
      const left = await items();
      expect(traces(left, mark)).toEqual([]);
      expect(traces(left, its.personId)).toEqual([]);
      expect(erasuresIn(left)).toEqual(undisturbed);
      expect(placesOf(left)).toEqual(places);
    });
  });
});

describe("what an erasure by the schedule leaves on the record", () => {
  it("is that it was done, when, in which hubs and how much; and the hours under ids", async () => {
    await onCopy(async ({ table, items }) => {
      const entries = (all: readonly StoredItem[]) =>
        all.filter(({ actId, minutes }) => actId !== undefined && minutes !== undefined);
      const before = entries(await items());
      for (let day = 0; day < 3; day++) await turn(table());
      const after = await items();
      const [erasure] = after.filter(({ sk }) => sk === "ERASURE");
      expect(Object.keys(erasure ?? {}).toSorted()).toEqual([
        "askedBy",
        "asker",
        "counts",
        "finishedAt",
        "hubIds",
        "id",
        "pk",
        "receipts",
        "sk",
        "startedAt",
        "status",
        "version",
      ]);
      expect(erasure).toMatchObject({ asker: "", receipts: [], askedBy: "SCHEDULE" });
      expect(before.length).toBeGreaterThan(0);
      expect(entries(after)).toEqual(before);
    });
  });
});
