import type { Table } from "../src/table/index.ts";

/** All hubs there are. Empty until membership's door hands out the nations to look under. */
export async function everyHubId(_table: Table): Promise<readonly string[]> {
  return [];
}
