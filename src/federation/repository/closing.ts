import { create, type Key, replace, type Table, type Write } from "../../table/index.ts";
import { ClosingProgress } from "../model/index.ts";

const keyOf = (hubId: string): Key => ({ pk: hubId, sk: "CLOSING" });

export async function findProgress(
  table: Table,
  hubId: string,
): Promise<ClosingProgress | undefined> {
  const item = await table.get(keyOf(hubId));
  return item && ClosingProgress.parse(item);
}

/** The first save creates it; every later one must follow the one before. */
export function saveProgress(progress: ClosingProgress): Write {
  const item = { ...keyOf(progress.hubId), ...progress };
  return progress.version === 1 ? create(item) : replace(item);
}
