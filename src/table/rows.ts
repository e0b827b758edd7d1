import type { PageWalk, Row } from "../kernel/index.ts";
import type { IndexName } from "./definition.ts";
import type { StoredRow } from "./sweep.ts";
import type { Item, Table } from "./table.ts";

/**
 * The things along one index partition. The index gives keys only; the things themselves are read
 * together from the base table, so a page shows nothing older than the base.
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
  const lines = await table.walkIndex(walk);
  const rows = await Promise.all(
    lines.map(async (line) => {
      const item = await table.get({ pk: line.pk, sk: line.sk });
      return item ? [{ node: read(item), place: line.indexSk }] : [];
    }),
  );
  return rows.flat();
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
