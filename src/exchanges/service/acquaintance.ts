import { findParty, type Party } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { isChildsVoice, isShared, voicesAcross } from "../decide/index.ts";
import type { Exchange } from "../model/index.ts";
import { partyFor } from "./read.ts";

/**
 * Somebody who takes part in an exchange, as the viewer may see them because of it. Both are asked
 * for at once, so that they travel as one read.
 */
export async function partyMet(
  context: Context,
  exchange: Exchange,
  partyId: string,
): Promise<Party> {
  const [party, acquaintance] = await Promise.all([
    partyFor(context, partyId),
    acquaintanceIn(context, exchange, partyId),
  ]);
  return acquaintance ? { ...party, acquaintance } : party;
}

async function acquaintanceIn(
  { table, viewer, now }: Context,
  exchange: Exchange,
  partyId: string,
): Promise<Party["acquaintance"]> {
  const voices = isShared(exchange, now) ? voicesAcross(viewer, exchange, partyId) : [];
  if (voices.length === 0) return undefined;
  const areChilds = await Promise.all(
    voices.map(async (voice) => isChildsVoice(voice, await findParty(table, voice.id), now)),
  );
  return areChilds.includes(false) ? "AGREED" : "AGREED_AS_CHILD";
}
