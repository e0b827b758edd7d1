import { invariant, isRefusal } from "../../kernel/index.ts";
import type { Context, Write } from "../../table/index.ts";
import { cancelPot } from "../decide/index.ts";
import { findPotRequest, savePotRequest } from "../repository/index.ts";

/** What an objection to asking the pot comes to, with what is written for it. */
type Undone = {
  readonly outcome: "UNDONE" | "NOTHING_LEFT" | "BROKER_LOOKS";
  readonly writes: readonly Write[];
};

/**
 * Somebody objects to asking the pot in their name: it is taken back. Credits that the pot gave
 * are the member's, so whether to give them back is talked over with a broker.
 */
export async function planObjectionToAsking(
  { table, now }: Context,
  potRequestId: string,
): Promise<Undone> {
  const found = await findPotRequest(table, potRequestId);
  invariant(found, "what a record speaks of exists");
  if (found.status === "APPROVED") return { outcome: "BROKER_LOOKS", writes: [] };
  const next = cancelPot(found, now);
  if (isRefusal(next)) return { outcome: "NOTHING_LEFT", writes: [] };
  return { outcome: "UNDONE", writes: [savePotRequest({ ...next, version: found.version + 1 })] };
}
