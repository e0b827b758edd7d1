import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { goOnCounting, hearEntries, wantRecount } from "../../src/insight/index.ts";
import { definitionVersion, type State } from "../../src/insight/model.ts";
import { findState, saveState } from "../../src/insight/repository.ts";
import { addMinutes } from "../../src/kernel/index.ts";
import { everyHub } from "../../src/membership/index.ts";
import { Busy, type Change, type Item, type Table } from "../../src/table/index.ts";
import { type Books, changesOf, deeds, doAll, expected, someBooks, told } from "./books.ts";

let books: Books;
beforeAll(async () => {
  books = await someBooks();
});

const table = () => books.bank.table();

/** Turn by turn of the clock until nothing is left to do; `between` happens after each. */
async function untilCounted(between: () => Promise<void> = async () => {}): Promise<number> {
  let now = books.bank.now();
  for (let turns = 1; ; turns++) {
    now = addMinutes(now, 2);
    const hubs = await everyHub(table());
    // No time at all, so each turn does one step and ends.
    await goOnCounting({ table: table(), now, hubs }, 0);
    await between();
    const { building, dropping, isRecountWanted } = await findState(table());
    if (!building && !dropping && !isRecountWanted) return turns;
  }
}

/** What can go wrong with a commit, in the order in which it does. */
type Trouble = "BUSY" | "LOST_ANSWER" | "DEATH" | "NONE";

function troubled(inner: Table, troubles: Trouble[]): Table {
  return {
    ...inner,
    commit: async (writes) => {
      const trouble = troubles.shift() ?? "NONE";
      if (trouble === "BUSY") throw new Busy("try again");
      if (trouble === "DEATH") throw new Error("the function died");
      const outcome = await inner.commit(writes);
      if (trouble === "LOST_ANSWER") throw new Error("nobody heard of it");
      return outcome;
    },
  };
}

/** Hears batches as the stream brings them: what failed comes again until it is done. */
async function deliverAll(batches: readonly (readonly Change[])[], troubles: Trouble[]) {
  for (const batch of batches) {
    for (;;) {
      const { failed } = await hearEntries(troubled(table(), troubles), batch);
      if (failed.length === 0) break;
    }
  }
}

const mess = fc.record({
  deeds,
  order: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 200, maxLength: 200 }),
  twice: fc.array(fc.nat(99), { maxLength: 20 }),
  size: fc.integer({ min: 1, max: 40 }),
  troubles: fc.array(fc.constantFrom<Trouble>("BUSY", "LOST_ANSWER", "DEATH", "NONE", "NONE"), {
    maxLength: 12,
  }),
});

describe("counting what the stream tells", () => {
  it("comes to what the entries come to, in any order, doubled, split, and with any fault", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(mess, async (its) => {
        await doAll(books, its.deeds);
        const changes = await changesOf(books);
        const doubled = [...changes, ...its.twice.flatMap((at) => changes[at] ?? [])];
        const mixed = doubled
          .map((change, at) => ({ change, place: its.order[at % its.order.length] ?? 0 }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ change }) => change);
        const batches = Array.from({ length: Math.ceil(mixed.length / its.size) }, (_none, at) =>
          mixed.slice(at * its.size, (at + 1) * its.size),
        );
        await deliverAll(batches, [...its.troubles]);
        expect(await told(books, table())).toEqual(await expected(books));
      }),
      { numRuns: 12 },
    );
  });

  it("counts once what two hear at the same time", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(deeds, async (more) => {
        await doAll(books, more);
        const changes = await changesOf(books);
        await Promise.all([1, 2, 3].map(() => hearEntries(table(), changes)));
        expect(await told(books, table())).toEqual(await expected(books));
      }),
      { numRuns: 2 },
    );
  });

  it("makes up for what it never heard of when it hears of a later entry", async () => {
    const fresh = await someBooks();
    await doAll(fresh, deedsOf(12));
    const changes = await changesOf(fresh);
    const lastOnly = new Map(changes.map((change) => [change.after?.pk, change]));
    await hearEntries(fresh.bank.table(), [...lastOnly.values()]);
    expect(await told(fresh, fresh.bank.table())).toEqual(await expected(fresh));
  });

  it("names the account whose chain nobody can read, counts up to there, and goes on", async () => {
    const fresh = await someBooks();
    await doAll(fresh, deedsOf(12));
    const before = await expected(fresh);
    const changes = await changesOf(fresh);
    const bad = changes.find(({ after }) => Number(after?.sk) === 2)?.after;
    const spoilt = changes.map((change) =>
      change.after === bad && bad ? { after: { ...bad, minutes: "many" } } : change,
    );
    const inner = fresh.bank.table();
    const walk: Table["walk"] = async (wish) => {
      const items = await inner.walk(wish);
      return items.map((one) =>
        one.pk === bad?.pk && one.sk === bad.sk ? { ...one, minutes: "many" } : one,
      );
    };
    const heard = await hearEntries({ ...inner, walk }, spoilt);
    expect(heard).toMatchObject({ unreadable: [bad?.pk], failed: [] });
    // Nothing was lost by it: once it can be read, the next change brings all up to date.
    await hearEntries(inner, changes);
    expect(await told(fresh, inner)).toEqual(before);
  });

  it("are told also where the last of an account's entries is the one that cannot be read", async () => {
    const fresh = await someBooks();
    await doAll(fresh, deedsOf(9));
    const inner = fresh.bank.table();
    const entries = (await changesOf(fresh)).filter(({ after }) => after?.pk.startsWith("acc_"));
    const bad = entries.find(({ after }) => after?.sk === "00000002")?.after;
    const own = entries.filter(({ after }) => after?.pk === bad?.pk).slice(0, 2);
    const spoil = (item: Item): Item =>
      item.pk === bad?.pk && item.sk >= bad.sk ? { ...item, minutes: "many" } : item;
    const heard = await hearEntries(
      { ...inner, walk: async (wish) => (await inner.walk(wish)).map(spoil) },
      own.map(({ after }) => (after ? { after: spoil(after) } : {})),
    );
    expect(heard).toMatchObject({ entries: 1, unreadable: [bad?.pk], failed: [] });
  });
});

describe("counting several hubs side by side", () => {
  it("is in nobody's way: alone, every commit is made at the first try", async () => {
    const fresh = await someBooks();
    await doAll(fresh, deedsOf(30));
    const inner = fresh.bank.table();
    const outcomes: string[] = [];
    const commit: Table["commit"] = async (writes) => {
      const outcome = await inner.commit(writes);
      outcomes.push(outcome);
      return outcome;
    };
    await hearEntries({ ...inner, commit }, await changesOf(fresh));
    expect(new Set(outcomes)).toEqual(new Set(["COMMITTED"]));
    expect(await told(fresh, inner)).toEqual(await expected(fresh));
  });

  it("gives back what failed alone, and counts the rest", async () => {
    const fresh = await someBooks();
    await doAll(fresh, deedsOf(31));
    const inner = fresh.bank.table();
    const changes = await changesOf(fresh);
    const [first = ""] = fresh.hubIds;
    const commit: Table["commit"] = async (writes) => {
      const keys = writes.map((write) => ("item" in write ? write.item.pk : write.key.pk));
      if (keys.some((pk) => pk.endsWith(first))) throw new Error("the function died");
      return inner.commit(writes);
    };
    const { entries, failed } = await hearEntries({ ...inner, commit }, changes);
    const back = failed.map((place) => changes[place]?.after?.["hubId"]);
    expect(back.filter((hubId) => hubId === first)).toHaveLength(
      changes.filter(({ after }) => after?.["hubId"] === first).length,
    );
    expect(entries).toBe(changes.length - failed.length);
    await hearEntries(inner, changes);
    expect(await told(fresh, inner)).toEqual(await expected(fresh));
  });
});

const deedsOf = (many: number) => fc.sample(deeds, { numRuns: 2, seed: many }).flat();

describe("counting everything anew", () => {
  it("comes to the same, while more is added and every step can be the last", {
    timeout: 120_000,
  }, async () => {
    await doAll(books, deedsOf(3));
    await hearEntries(table(), await changesOf(books));
    const old = await findState(table());
    await wantRecount(table());
    await untilCounted(async () => {
      await doAll(books, deedsOf(5).slice(0, 2));
      await hearEntries(table(), await changesOf(books));
      // Whoever reads meanwhile reads whole numbers, whichever generation they are of.
      expect(await told(books, table())).toEqual(await expected(books));
    });
    const now = await findState(table());
    expect(now).toMatchObject({ live: old.live + 1, definition: definitionVersion });
  });

  it("leaves nothing of the old counters", async () => {
    const { live } = await findState(table());
    const [hubId = ""] = books.hubIds;
    const left = (generation: number) =>
      table().walk({ pk: `COUNTS#${generation}#${hubId}`, limit: 10 });
    expect(await left(live - 1)).toEqual([]);
    expect((await left(live)).length).toBeGreaterThan(0);
    const [account] = books.accounts;
    const cursor = { pk: `COUNTED#${live - 1}#${account?.id}`, sk: "CURSOR" };
    expect(await table().get(cursor)).toBeUndefined();
  });

  it("begins by itself when the counters were made by other rules", async () => {
    const state = await findState(table());
    const old: State = { ...state, definition: definitionVersion - 1, version: state.version + 1 };
    await table().commit([saveState(old)]);
    await untilCounted();
    expect(await findState(table())).toMatchObject({ live: state.live + 1 });
    expect(await told(books, table())).toEqual(await expected(books));
  });

  it("does nothing where all is as it should be", async () => {
    const state = await findState(table());
    expect(await untilCounted()).toBe(1);
    expect(await findState(table())).toEqual(state);
  });
});
