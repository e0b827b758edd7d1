import type { Table } from "../../table/index.ts";

/**
 * A look-up that is done once for all who ask for the same while the answer is under way: fifty
 * exchanges name the same few people, and a batch of the engine holds a hundred keys. Nothing is
 * kept longer than the look-up takes, so nobody reads what is out of date.
 */
export function together<Found>(
  find: (table: Table, id: string) => Promise<Found>,
): (table: Table, id: string) => Promise<Found> {
  const underWay = new WeakMap<Table, Map<string, Promise<Found>>>();
  return (table, id) => {
    const asked = underWay.get(table) ?? new Map<string, Promise<Found>>();
    underWay.set(table, asked);
    const found = asked.get(id) ?? find(table, id).finally(() => asked.delete(id));
    asked.set(id, found);
    return found;
  };
}
