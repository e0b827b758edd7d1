import { describe, expect, it } from "vitest";
import { connection } from "../../src/kernel/index.ts";
import { create, remove, rowsOf, type Table } from "../../src/table/index.ts";
import { freshTable } from "../support/engine.ts";

const list = { index: "i1", pk: "THINGS" } as const;
const key = (name: string) => ({ pk: `thing ${name}`, sk: "THING" });

/** Things of one list, some removed since; the index is as late as an index may be. */
async function lagging(names: readonly string[], gone: readonly string[]): Promise<Table> {
  const table = (await freshTable()).table();
  await table.commit(
    names.map((name) => create({ ...key(name), version: 1, name, i1pk: list.pk, i1sk: name })),
  );
  const lines = await table.walkIndex({ ...list, limit: 100 });
  await table.commit(gone.map((name) => remove(key(name), 1)));
  const walkIndex: Table["walkIndex"] = async ({ after, backwards, limit }) =>
    (backwards ? lines.toReversed() : lines)
      .filter(({ indexSk }) =>
        after === undefined ? true : backwards ? indexSk < after : indexSk > after,
      )
      .slice(0, limit);
  return { ...table, walkIndex };
}

const page = async (table: Table, args: { first?: number; last?: number; after?: string }) => {
  const asking = { viewer: {}, cursorSecret: "for tests, and for nothing else" };
  return connection(asking, { list: "things", args }, (walk) =>
    rowsOf(table, { ...walk, ...list }, ({ name }) => name),
  );
};

describe("a page of a list whose index still names what is gone", () => {
  it.each([
    [["a"], ["b", "c"]],
    [["b"], ["a", "c"]],
    [
      ["a", "b", "c"],
      ["d", "e"],
    ],
  ])("is full, and says that more follow, without %j", async (gone, expected) => {
    const table = await lagging(["a", "b", "c", "d", "e", "f"], gone);
    const { nodes, pageInfo } = await page(table, { first: 2 });
    expect([nodes, pageInfo.hasNextPage]).toEqual([expected, true]);
  });

  it("says that nothing follows where all that follows is gone", async () => {
    const table = await lagging(["a", "b", "c", "d"], ["c", "d"]);
    const { nodes, pageInfo } = await page(table, { first: 2 });
    expect([nodes, pageInfo.hasNextPage]).toEqual([["a", "b"], false]);
  });

  it("shows everything once, page by page and from the end", async () => {
    const table = await lagging(["a", "b", "c", "d", "e", "f"], ["b", "c", "d"]);
    const seen: unknown[] = [];
    let after: string | undefined;
    do {
      const { nodes, pageInfo } = await page(table, after ? { first: 1, after } : { first: 1 });
      seen.push(...nodes);
      after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
    } while (after !== undefined);
    expect(seen).toEqual(["a", "e", "f"]);
    const { nodes, pageInfo } = await page(table, { last: 3 });
    expect([nodes, pageInfo.hasPreviousPage]).toEqual([["a", "e", "f"], false]);
  });
});
