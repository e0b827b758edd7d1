import type { PageWalk } from "../../kernel/index.ts";
import type { IndexLine, IndexName, Table } from "../../table/index.ts";

/** One partition of an index. */
export type List = {
  readonly index: IndexName;
  readonly pk: string;
  /** Only places up to here. */
  readonly to?: string;
};

/** Index lines newest first, or oldest first where the page is asked for from its end. */
export const newestFirst = (
  table: Table,
  list: List,
  walk: PageWalk,
): Promise<readonly IndexLine[]> =>
  table.walkIndex({ ...list, ...walk, backwards: !walk.backwards });

/** A page of several lists merged by time, newest first. Nothing stands in two of them. */
export async function merged(
  table: Table,
  lists: readonly List[],
  walk: PageWalk,
): Promise<readonly IndexLine[]> {
  const found = await Promise.all(lists.map((list) => newestFirst(table, list, walk)));
  const lines = found.flat().toSorted((a, b) => (a.indexSk < b.indexSk ? -1 : 1));
  return (walk.backwards ? lines : lines.toReversed()).slice(0, walk.limit);
}

/** The things that lines stand for, read together. */
export async function rowsFor<Thing>(
  lines: readonly IndexLine[],
  find: (line: IndexLine) => Promise<Thing | undefined>,
): Promise<readonly { readonly place: string; readonly node: Thing }[]> {
  const found = await Promise.all(
    lines.map(async (line) => ({ place: line.indexSk, node: await find(line) })),
  );
  return found.flatMap(({ place, node }) => (node === undefined ? [] : [{ place, node }]));
}
