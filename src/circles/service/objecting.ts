import type { Undone } from "../../exchanges/index.ts";
import { isRefusal, type Spoken } from "../../kernel/index.ts";
import type { Context, Table } from "../../table/index.ts";
import { end } from "../decide/index.ts";
import type { Seat } from "../model/index.ts";
import { findSeat, saveSeat } from "../repository/index.ts";
import { seatIdOf } from "./shared.ts";

/** A yes to a seat that a broker wrote down at a moment. */
type Heard = { readonly circleId: string; readonly personId: string; readonly at: string };

async function heardSeat(
  table: Table,
  { circleId, personId, at }: Heard,
): Promise<Seat | undefined> {
  const seat = await findSeat(table, circleId, seatIdOf(circleId, personId));
  return seat?.spoken && seat.acceptedAt === at ? seat : undefined;
}

/** What was heard when they said yes to a seat. */
export const heardAtSeat = async (table: Table, heard: Heard): Promise<Spoken | undefined> =>
  (await heardSeat(table, heard))?.spoken;

/** Somebody objects to the yes in their name: the seat ends. A later yes of their own stays. */
export async function planObjectionToSeat({ table, now }: Context, heard: Heard): Promise<Undone> {
  const seat = await heardSeat(table, heard);
  const ended = seat && end(seat, { isOwn: true, now });
  if (!ended || isRefusal(ended)) return { outcome: "NOTHING_LEFT", writes: [] };
  return { outcome: "UNDONE", writes: [saveSeat({ ...ended, version: ended.version + 1 })] };
}
