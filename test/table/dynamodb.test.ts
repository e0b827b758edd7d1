import { beforeAll, describe, expect, it } from "vitest";
import {
  attempt,
  create,
  type Item,
  mostWrites,
  remove,
  replace,
  requireVersion,
} from "../../src/table/index.ts";
import { type FreshTable, freshTable } from "../support/engine.ts";

let fresh: FreshTable;
beforeAll(async () => {
  fresh = await freshTable();
});

const thing = (pk: string, version = 1, more: Partial<Item> = {}) => ({
  pk,
  sk: "THING",
  version,
  ...more,
});

describe("committing one change", () => {
  it("creates a thing once", async () => {
    const table = fresh.table();
    expect(await table.commit([create(thing("once", 1, { note: "first" }))])).toBe("COMMITTED");
    expect(await table.commit([create(thing("once", 1, { note: "second" }))])).toBe("CHANGED");
    expect(await table.get({ pk: "once", sk: "THING" })).toMatchObject({ note: "first" });
  });

  // The engine may have done it and its answer been lost: then our own item is what it holds.
  it("takes its own earlier success for success", async () => {
    const table = fresh.table();
    const item = thing("mine", 1, {
      receipts: ["key:input"],
      list: [1, { deep: "x" }],
      none: null,
      yes: true,
    });
    await table.commit([create(item)]);
    expect(await table.commit([create(item)])).toBe("COMMITTED");
  });

  // Two callers can mean the same words: without a receipt nobody may take them for their own.
  it("does not take another's equal item for its own", async () => {
    const table = fresh.table();
    await table.commit([create(thing("equal"))]);
    expect(await table.commit([create(thing("equal"))])).toBe("CHANGED");
  });

  it("replaces only the version that was read", async () => {
    const table = fresh.table();
    await table.commit([create(thing("versions"))]);
    expect(await table.commit([replace(thing("versions", 2))])).toBe("COMMITTED");
    expect(await table.commit([replace(thing("versions", 2, { note: "late" }))])).toBe("CHANGED");
    expect(await table.commit([remove({ pk: "versions", sk: "THING" }, 1)])).toBe("CHANGED");
    expect(await table.commit([remove({ pk: "versions", sk: "THING" }, 2)])).toBe("COMMITTED");
    expect(await table.get({ pk: "versions", sk: "THING" })).toBeUndefined();
  });

  it("costs one write unit for each KB, and two in a transaction", async () => {
    const table = fresh.table();
    fresh.usage.reset();
    await table.commit([create(thing("cheap"))]);
    expect(fresh.usage.writeUnits()).toBe(1);
    fresh.usage.reset();
    await table.commit([create(thing("pair-a")), create(thing("pair-b"))]);
    expect(fresh.usage.writeUnits()).toBe(4);
  });
});

describe("committing several changes", () => {
  it("makes all of them or none", async () => {
    const table = fresh.table();
    await table.commit([create(thing("taken"))]);
    expect(await table.commit([create(thing("free")), create(thing("taken", 1, { x: 1 }))])).toBe(
      "CHANGED",
    );
    expect(await table.get({ pk: "free", sk: "THING" })).toBeUndefined();
  });

  it("can rest on a version that it does not change", async () => {
    const table = fresh.table();
    await table.commit([create(thing("ground"))]);
    const ground = { pk: "ground", sk: "THING" };
    const rests = (pk: string, version: number) =>
      table.commit([create(thing(pk)), requireVersion(ground, version)]);
    expect(await rests("rests-on-2", 2)).toBe("CHANGED");
    expect(await rests("rests-on-1", 1)).toBe("COMMITTED");
  });

  it("is never asked for more than one commit can hold", async () => {
    const many = Array.from({ length: mostWrites + 1 }, (_, at) => create(thing(`many-${at}`)));
    await expect(fresh.table().commit(many)).rejects.toThrow("at most 100");
    await expect(fresh.table().commit([])).rejects.toThrow("holds something");
  });
});

describe("reading", () => {
  beforeAll(async () => {
    for (const sk of ["a", "b", "c", "d"]) {
      const item = { pk: "walk", sk, i2pk: "LIST", i2sk: `#${sk}` };
      await fresh.table().commit([create(item)]);
    }
  });
  const keys = (items: readonly { sk: string }[]) => items.map((item) => item.sk).join("");

  it("batches the gets of one tick into one call, however often a key is asked for", async () => {
    const table = fresh.table();
    fresh.usage.reset();
    const asked = ["a", "b", "a", "nothing"].map((sk) => table.get({ pk: "walk", sk }));
    const found = await Promise.all(asked);
    expect(found.map((item) => item?.sk)).toEqual(["a", "b", "a", undefined]);
    expect(fresh.usage.calls()).toHaveLength(1);
  });

  it("answers a get that was begun early once, and later ones anew", async () => {
    const table = fresh.table();
    await table.commit([create(thing("early"))]);
    const key = { pk: "early", sk: "THING" };
    fresh.usage.reset();
    table.expect(key);
    expect(await table.get(key)).toMatchObject({ version: 1 });
    expect(fresh.usage.calls()).toHaveLength(1);
    await fresh.table().commit([replace(thing("early", 2))]);
    expect(await table.get(key)).toMatchObject({ version: 2 });
  });

  it("never answers from memory", async () => {
    const table = fresh.table();
    await table.commit([create(thing("fresh"))]);
    await table.get({ pk: "fresh", sk: "THING" });
    await fresh.table().commit([replace(thing("fresh", 2))]);
    expect(await table.get({ pk: "fresh", sk: "THING" })).toMatchObject({ version: 2 });
  });

  it.each([
    ["all", {}, "abcd"],
    ["a bounded part, ends included", { from: "b", to: "c" }, "bc"],
    ["on from a place, without it", { after: "b" }, "cd"],
    ["backwards", { backwards: true }, "dcba"],
    ["backwards from a place, without it", { backwards: true, after: "c" }, "ba"],
    ["on within bounds", { from: "a", to: "c", after: "b" }, "c"],
    ["nothing after the end", { to: "b", after: "b" }, ""],
  ])("walks %s", async (_case, walk, found) => {
    expect(keys(await fresh.table().walk({ pk: "walk", limit: 10, ...walk }))).toBe(found);
  });

  it("stops at the limit, which is part of the price", async () => {
    expect(await fresh.table().walk({ pk: "walk", limit: 2 })).toHaveLength(2);
  });

  it("walks an index by its own keys and tells where the item is", async () => {
    const lines = await fresh.table().walkIndex({ index: "i2", pk: "LIST", after: "#b", limit: 9 });
    expect(lines).toEqual([
      { pk: "walk", sk: "c", indexSk: "#c" },
      { pk: "walk", sk: "d", indexSk: "#d" },
    ]);
  });
});

describe("attempting", () => {
  it("decides again on what is true now when somebody was faster", async () => {
    const table = fresh.table();
    await table.commit([create(thing("counter", 1, { count: 0 }))]);
    const add = () =>
      attempt(fresh.table(), async () => {
        const item = await fresh.table().get({ pk: "counter", sk: "THING" });
        const version = Number(item?.["version"]);
        const count = Number(item?.["count"]);
        const next = thing("counter", version + 1, { count: count + 1 });
        return { writes: [replace(next)], answer: count + 1 };
      });
    const answers = await Promise.all(Array.from({ length: 5 }, add));
    expect([...answers].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(await table.get({ pk: "counter", sk: "THING" })).toMatchObject({ count: 5 });
  });

  it("gives up after a bounded number of tries, with nothing written", async () => {
    const table = fresh.table();
    await table.commit([create(thing("stuck"))]);
    let tries = 0;
    const answer = await attempt(table, async () => {
      tries++;
      return { writes: [replace(thing("stuck", 99))], answer: "done" };
    });
    expect(answer).toMatchObject({ code: "BUSY_TRY_AGAIN" });
    expect(tries).toBeGreaterThan(3);
    expect(await table.get({ pk: "stuck", sk: "THING" })).toMatchObject({ version: 1 });
  });
});
