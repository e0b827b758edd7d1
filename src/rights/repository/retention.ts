import { create, replace, type Table, type Write } from "../../table/index.ts";
import { RetentionRound } from "../model/index.ts";

/** One for all hubs. */
const key = { pk: "RETENTION", sk: "ROUND" };

export async function findRound(table: Table): Promise<RetentionRound | undefined> {
  const item = await table.get(key);
  return item && RetentionRound.parse(item);
}

export const saveRound = (round: RetentionRound): Write =>
  round.version === 1 ? create({ ...key, ...round }) : replace({ ...key, ...round });
