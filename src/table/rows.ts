import type { PageWalk, Row } from "../kernel/index.ts";
import type { IndexName } from "./definition.ts";
import type { StoredRow } from "./sweep.ts";
import type { Item, Table } from "./table.ts";

/**
 * The things along one index partition. The index gives keys only; the things themselves are read
 * together from the base table, so a page shows nothing older than the base. Where the index still
 * names what is gone, it is walked on: fewer rows than were asked for means that there are no more.
 */
export async function rowsOf<Thing>(
  table: Table,
  walk: PageWalk & {
    readonly index: IndexName;
    readonly pk: string;
    readonly from?: string;
    readonly to?: string;
  },
  read: (item: Item) => Thing,
): Promise<readonly Row<Thing>[]> {
  const rows: Row<Thing>[] = [];
  let from = walk;
  for (;;) {
    const limit = walk.limit - rows.length;
    const found = await storedAlong(table, { ...from, limit });
    rows.push(...found.flatMap(({ item, place }) => (item ? [{ node: read(item), place }] : [])));
    const after = found.at(-1)?.place;
    if (found.length < limit || after === undefined || rows.length === walk.limit) return rows;
    from = { ...from, after };
  }
}

/** The same as it is stored, with an empty place where the index names what is gone. */
export async function storedAlong(
  table: Table,
  walk: Parameters<Table["walkIndex"]>[0],
): Promise<readonly StoredRow[]> {
  const lines = await table.walkIndex(walk);
  return Promise.all(
    lines.map(async ({ pk, sk, indexSk }) => ({
      place: indexSk,
      item: await table.get({ pk, sk }),
    })),
  );
}

/** Where a thing stands in a list by time. Short, because index keys count as written bytes. */
export const byTime = (at: string, id: string): string => `${at}#${id.slice(4, 10)}`;
