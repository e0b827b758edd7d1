import { erasedWords, hasPrefix } from "../../kernel/index.ts";
import { replace, type Sweep, type Table } from "../../table/index.ts";
import { actKey } from "../repository.ts";
import { chainPage } from "../repository-books.ts";

/** Entries looked at in one sweep. */
const together = 40;

/**
 * Why somebody's entries were taken back and their account stopped: the only words the ledger
 * keeps. They stand beside the chains, in no hash, so the chains stay as they are.
 */
export async function sweepReasons(
  table: Table,
  accountId: string,
  after?: string,
): Promise<Sweep<"LEDGER_REASON">> {
  const afterSeq = Number(after ?? 0);
  const links = await chainPage(table, accountId, { afterSeq, limit: together });
  const actIds = new Set(
    links.flatMap(({ entry }) => (entry && hasPrefix(entry.actId, "jrn") ? [entry.actId] : [])),
  );
  const acts = await Promise.all([...actIds].map((id) => table.get(actKey(id))));
  const writes = acts.flatMap((act) =>
    act && typeof act["reason"] === "string" && act["reason"] !== erasedWords
      ? [replace({ ...act, reason: erasedWords, version: Number(act["version"]) + 1 })]
      : [],
  );
  const last = links.length < together ? undefined : links.at(-1)?.seq;
  return {
    writes,
    counts: { LEDGER_REASON: writes.length },
    ...(last === undefined ? {} : { after: String(last) }),
  };
}
