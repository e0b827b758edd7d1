import { findParty, type Party } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { isShared, mayBeTold, voicesAcross } from "../decide/index.ts";
import type { Exchange } from "../model/index.ts";
import { partyFor } from "./read.ts";

/** Somebody who takes part in an exchange, as the viewer may see them because of it. */
export async function partyMet(
  context: Context,
  exchange: Exchange,
  partyId: string,
): Promise<Party> {
  const party = await partyFor(context, partyId);
  return (await areAcquainted(context, exchange, partyId))
    ? { ...party, acquaintance: "AGREED" }
    : party;
}

async function areAcquainted(
  { table, viewer, now }: Context,
  exchange: Exchange,
  partyId: string,
): Promise<boolean> {
  if (!isShared(exchange, now)) return false;
  const voices = voicesAcross(viewer, exchange, partyId);
  const told = await Promise.all(
    voices.map(async (voice) => mayBeTold(voice, await findParty(table, voice.id), now)),
  );
  return told.includes(true);
}
