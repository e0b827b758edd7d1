import { invariant, isRefusal } from "../../kernel/index.ts";
import { type AssistedRecord, findMember, tieTo } from "../../membership/index.ts";
import type { Context, Write } from "../../table/index.ts";
import { undoingOfAsking, withdraw } from "../decide/index.ts";
import { findMove, saveMove } from "../repository/index.ts";

/** What an objection to a request to move comes to, with what is written for it. */
type Undone = {
  readonly outcome: "UNDONE" | "NOTHING_LEFT" | "BROKER_LOOKS";
  readonly writes: readonly Write[];
};

/** Somebody objects to a request to move that was sent in their name: it is taken back. */
export async function planObjectionToMove(
  context: Context,
  record: AssistedRecord,
): Promise<Undone> {
  const { table, viewer, now } = context;
  const [move, member] = await Promise.all([
    findMove(table, record.thingId),
    findMember(table, record.memberId),
  ]);
  invariant(move && member, "what a record speaks of exists");
  const undoing = undoingOfAsking(move, record);
  if (undoing === "BROKER") return { outcome: "BROKER_LOOKS", writes: [] };
  const next = withdraw(move, { now, by: { viewer, tie: tieTo(viewer, member, now) } });
  if (undoing === "NOTHING" || isRefusal(next)) return { outcome: "NOTHING_LEFT", writes: [] };
  return {
    outcome: "UNDONE",
    writes: [saveMove({ ...next, version: move.version + 1, receipts: move.receipts })],
  };
}
