import { isRefusal } from "../../kernel/index.ts";
import { actKey } from "../../ledger/index.ts";
import { requireVersion, type Table, type Write } from "../../table/index.ts";

type Act = { readonly id: string; readonly version: number };

/**
 * A plan reads an act first and the accounts a moment later. If someone changed the act in
 * between, the two do not fit together: planning may break on it, or find a refusal that is not
 * true. Then the answer is LOST: a lost race, to be tried again, and neither fault nor refusal.
 */
export async function unlessLost<Plan>(
  table: Table,
  act: Act,
  planning: Promise<Plan>,
): Promise<Plan | "LOST"> {
  try {
    const planned = await planning;
    return isRefusal(planned) && (await hasMoved(table, act)) ? "LOST" : planned;
  } catch (fault) {
    if (await hasMoved(table, act)) return "LOST";
    throw fault;
  }
}

async function hasMoved(table: Table, act: Act): Promise<boolean> {
  const now = await table.get(actKey(act.id));
  return now?.["version"] !== act.version;
}

/** Commits nothing and cannot succeed once the act has changed, so the whole step is tried again. */
export const triedAgain = (act: Act): readonly Write[] => [
  requireVersion(actKey(act.id), act.version),
];
