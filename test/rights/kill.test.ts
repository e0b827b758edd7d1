import { beforeAll, describe, expect, it } from "vitest";
import { anonymous, isRefusal } from "../../src/kernel/index.ts";
import { loadViewer } from "../../src/membership/index.ts";
import { runErasures } from "../../src/rights/index.ts";
import { erasePerson } from "../../src/rights/service/index.ts";
import { type Context, dynamodbTable, type Table } from "../../src/table/index.ts";
import { itemsOf, type StoredItem } from "../support/books/stored.ts";
import { type Contents, contentsOf, copyOf } from "../support/copies.ts";
import { traces } from "./asking.ts";
import { type Life, life, mark } from "./life.ts";

let its: Life;
let contents: Contents;
/** The table after an erasure that nothing disturbed, and how many commits that took. */
let undisturbed: readonly StoredItem[];
let commits: number;

const now = "2026-01-06T09:00:00.000Z";
const cursorSecret = "a secret for tests, and for nothing else";
const input = { understood: true, idempotencyKey: "one-key-for-all-tries" } as const;

beforeAll(async () => {
  its = await life();
  contents = await contentsOf(its.bank.client, its.bank.tableName);
  await onCopy(async (table) => {
    const counted = dying(table(), Number.POSITIVE_INFINITY, "BEFORE");
    await asked(counted.table);
    commits = counted.commits();
    undisturbed = await stored(table);
  });
}, 60_000);

type TableOf = () => Table & { readonly tableName: string };

/** Works on a table of its own, as it was when the life was over and not erased yet. */
async function onCopy(work: (table: TableOf) => Promise<void>): Promise<void> {
  const { client } = its.bank;
  const { tableName, drop } = await copyOf(client, contents);
  try {
    await work(() => ({ ...dynamodbTable({ client, tableName }), tableName }));
  } finally {
    await drop();
  }
}

const stored = async (table: TableOf) =>
  comparable(await itemsOf(its.bank.client, table().tableName));

const untouched = () => itemsOf(its.bank.client, its.bank.tableName);

/** Items in one order; how often the note of the progress was saved is not what it came to. */
const comparable = (items: readonly StoredItem[]): readonly StoredItem[] =>
  items
    .map((item) => (item["sk"] === "ERASURE" ? { ...item, version: 0 } : item))
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));

const nameOf = ({ pk, sk }: StoredItem) => `${pk} ${sk}`;

/** A process that dies at one of its commits: before it is made, or before its answer comes. */
function dying(table: Table, dieAt: number, when: "BEFORE" | "AFTER") {
  let made = 0;
  const commit: Table["commit"] = async (writes) => {
    made++;
    if (made === dieAt && when === "BEFORE") throw new Error("The process has ended.");
    const answer = await table.commit(writes);
    if (made === dieAt) throw new Error("The process has ended.");
    return answer;
  };
  return { table: { ...table, commit }, commits: () => made };
}

/** One request of quilla's, in a process of its own. */
async function asked(table: Table) {
  const login = its.personId;
  const viewer = await loadViewer(table, { login, isFirstSteward: false }, now);
  const context: Context = { table, now, viewer, cursorSecret };
  const outcome = await erasePerson(context, input);
  if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
  return outcome;
}

describe("an erasure that is killed", () => {
  it("takes many commits, so that there is something to kill", () => {
    expect(commits).toBeGreaterThan(10);
    expect(traces(undisturbed, mark)).toEqual([]);
  });

  it("after every single commit comes to the same, whoever goes on", async () => {
    await onCopy(async (table) => {
      for (let died = 0; died < commits; died++) {
        const dies = asked(dying(table(), 1, "AFTER").table);
        await expect(dies, `death ${died}`).rejects.toThrow("ended");
      }
      const { thing, replayed } = await asked(dying(table(), 1, "BEFORE").table);
      expect([thing.status, replayed]).toEqual(["FINISHED", true]);
      expect(await stored(table)).toEqual(undisturbed);
    });
  });

  it("before every commit but the first of each process comes to the same", async () => {
    await onCopy(async (table) => {
      await expect(asked(dying(table(), 1, "BEFORE").table)).rejects.toThrow("ended");
      expect(await stored(table)).toEqual(comparable(await untouched()));
      for (let died = 1; died < commits; died++) {
        const dies = asked(dying(table(), 2, "BEFORE").table);
        await expect(dies, `death ${died}`).rejects.toThrow("ended");
      }
      expect((await asked(dying(table(), 2, "BEFORE").table)).thing.status).toBe("FINISHED");
      expect(await stored(table)).toEqual(undisturbed);
    });
  });

  it("is finished by the clock when nobody asks again", async () => {
    await onCopy(async (table) => {
      await expect(asked(dying(table(), 3, "AFTER").table)).rejects.toThrow("ended");
      expect(traces(await stored(table), mark).length).toBeGreaterThan(0);
      const dies = runErasures({ table: dying(table(), 2, "BEFORE").table, now });
      await expect(dies).rejects.toThrow("could not go on");
      expect(await runErasures({ table: table(), now })).toEqual({ FINISHED: 1, RUNNING: 0 });
      expect(await stored(table)).toEqual(undisturbed);
      expect(await runErasures({ table: table(), now })).toEqual({ FINISHED: 0, RUNNING: 0 });
    });
  });

  it("says nothing of who it was once it is finished, and all it needs until then", async () => {
    await onCopy(async (table) => {
      await expect(asked(dying(table(), 2, "BEFORE").table)).rejects.toThrow("ended");
      const half = await stored(table);
      expect(traces(half, `${mark}anne`)).toEqual([]);
      expect(traces(half, its.personId).some(({ sk }) => sk === "ERASURE")).toBe(true);
      expect(
        await loadViewer(table(), { login: its.personId, isFirstSteward: false }, now),
      ).toEqual({ ...anonymous, login: its.personId });
    });
    expect(traces(undisturbed, its.personId)).toEqual([]);
  });
});

describe("an erasure that several work on at once", () => {
  it("erases and counts everything once", async () => {
    await onCopy(async (table) => {
      const all = await Promise.all([asked(table()), asked(table()), asked(table())]);
      await runErasures({ table: table(), now });
      expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(await stored(table)).toEqual(undisturbed);
    });
  });
});
