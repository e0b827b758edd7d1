import type { Entry } from "../../ledger/index.ts";
import type { ReadEntry } from "../lines.ts";
import { type Chain, formOf, isSealedOnto } from "./chain.ts";

/**
 * Where an entry of a file stands, seen from the chain that was followed so far.
 *
 * - `NEXT`: where it should be. `RENAMED`: the same, but its account or number was changed.
 * - `OPENS`: the first of another account, though the one before was not brought to its end.
 * - `AHEAD`: entries are missing before it. `BEHIND`: its number has passed.
 * - `FOREIGN`: of another account, in the middle of this one.
 */
export type Placed =
  | { readonly how: "NEXT" | "OPENS" | "AHEAD" | "BEHIND" | "FOREIGN" }
  | { readonly how: "RENAMED"; readonly entry: Entry };

const at = (how: Exclude<Placed["how"], "RENAMED">): Placed => ({ how });

export function place(chain: Chain | undefined, { entry, form }: ReadEntry): Placed {
  const next = chain ? chain.last.seq + 1 : 1;
  const accountId = chain?.last.accountId ?? entry.accountId;
  if (entry.accountId === accountId && entry.seq === next) return at("NEXT");
  const renamed = { ...entry, accountId, seq: next };
  if (isSealedOnto(chain, formOf(renamed), entry.hash)) return { how: "RENAMED", entry: renamed };
  if (entry.accountId === accountId) return at(entry.seq > next ? "AHEAD" : "BEHIND");
  // Where the account of the entry before was changed, this one still builds on its hash.
  if (isSealedOnto(chain, form, entry.hash)) return at("NEXT");
  return at(entry.seq === 1 ? "OPENS" : "FOREIGN");
}

/** Does this entry go on from the other? */
export const goesOnFrom = (before: Entry, entry: Entry): boolean =>
  entry.accountId === before.accountId && entry.seq === before.seq + 1;
