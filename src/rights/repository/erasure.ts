import { create, type Item, replace, type Table, type Write } from "../../table/index.ts";
import { Erasure } from "../model/index.ts";

const keyOf = (id: string) => ({ pk: id, sk: "ERASURE" });
const running = "ERASURES_RUNNING";

/** Only what is not finished stands in the list that the clock goes through. */
const itemOf = (erasure: Erasure): Item & { readonly version: number } => ({
  ...keyOf(erasure.id),
  ...erasure,
  ...(erasure.status === "RUNNING"
    ? { i1pk: running, i1sk: `${erasure.startedAt}#${erasure.id.slice(4, 10)}` }
    : {}),
});

export async function findErasure(table: Table, id: string): Promise<Erasure | undefined> {
  const item = await table.get(keyOf(id));
  return item && Erasure.parse(item);
}

export const createErasure = (erasure: Erasure): Write => create(itemOf(erasure));
export const saveErasure = (erasure: Erasure): Write => replace(itemOf(erasure));

/** The ids of erasures that are not finished, oldest first. */
export async function runningErasureIds(table: Table, limit: number): Promise<readonly string[]> {
  const lines = await table.walkIndex({ index: "i1", pk: running, limit });
  return lines.map((line) => line.pk);
}
