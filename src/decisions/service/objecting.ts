import { seatIdOf } from "../../circles/index.ts";
import type { Undone } from "../../exchanges/index.ts";
import { invariant, type Spoken } from "../../kernel/index.ts";
import type { Context, Table } from "../../table/index.ts";
import { takenBack } from "../decide/index.ts";
import {
  boxOf,
  findBox,
  findDecision,
  findPosition,
  moveBox,
  putPosition,
} from "../repository/index.ts";

/** A position that a broker wrote down at a moment. */
type Heard = { readonly decisionId: string; readonly personId: string; readonly at: string };

async function positionOf(table: Table, { decisionId, personId }: Heard) {
  const decision = await findDecision(table, decisionId);
  invariant(decision, "what a record speaks of exists");
  return findPosition(table, decisionId, seatIdOf(decision.circleId, personId));
}

/** What was heard of somebody's position, also when they said something else since. */
export async function heardOfPosition(table: Table, heard: Heard): Promise<Spoken | undefined> {
  const position = await positionOf(table, heard);
  const all = position ? [position, ...position.earlier] : [];
  return all.find(({ at, spoken }) => at === heard.at && spoken !== undefined)?.spoken;
}

/**
 * Somebody objects to what was said in their name: it counts for nothing. Once the vote has ended
 * others went on from what was counted, so a broker looks at it.
 */
export async function planObjectionToPosition(
  { table, now }: Context,
  heard: Heard,
): Promise<Undone> {
  const position = await positionOf(table, heard);
  const next = position && takenBack(position, heard.at, now);
  if (!next) return { outcome: "NOTHING_LEFT", writes: [] };
  const box = await findBox(table, next.decisionId, boxOf(next.seatId));
  if (!box) return { outcome: "BROKER_LOOKS", writes: [] };
  const writes = [
    putPosition({ ...next, version: next.version + 1 }),
    moveBox(next.decisionId, box),
  ];
  return { outcome: "UNDONE", writes };
}
