import { categoryIn } from "../../exchanges/index.ts";
import { actKey, type Entry } from "../../ledger/index.ts";
import type { Table } from "../../table/index.ts";

/** The kinds of help that these entries rest on, by act, where the act says one. */
export async function categoriesOf(
  table: Table,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> {
  const actIds = [...new Set(entries.map(({ actId }) => actId))];
  const found = await Promise.all(
    actIds.map(async (actId) => {
      const item = await table.get(actKey(actId));
      const categoryId = item && categoryIn(item);
      return categoryId === undefined ? [] : [[actId, categoryId] as const];
    }),
  );
  return new Map(found.flat());
}
