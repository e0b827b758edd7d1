import { hasPrefix } from "../../kernel/index.ts";
import { lineOf, type Portion, type Table } from "../../table/index.ts";
import { actKey } from "../repository.ts";
import { chainPage } from "../repository-books.ts";

/** Entries told in one step. */
const together = 50;

/** Every entry of an account, with why it was taken back or the account stopped, if it was. */
export async function exportEntries(
  table: Table,
  accountId: string,
  after: string | undefined,
): Promise<Portion> {
  const links = await chainPage(table, accountId, {
    afterSeq: Number(after ?? 0),
    limit: together,
  });
  const lines = await Promise.all(
    links.map(async ({ seq, entry }) => {
      const act =
        entry && hasPrefix(entry.actId, "jrn") ? await table.get(actKey(entry.actId)) : undefined;
      const reason = act?.["reason"];
      const told = entry ?? { accountId, seq };
      return lineOf("ENTRY", typeof reason === "string" ? { ...told, reason } : told);
    }),
  );
  const last = links.length < together ? undefined : links.at(-1)?.seq;
  return { lines, ...(last === undefined ? {} : { after: String(last) }) };
}
