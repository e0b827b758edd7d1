import { invariant } from "../../kernel/index.ts";
import { findHub, findParty, type Hub, type Party } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";

/** Things named by what is stored here; none of them is ever removed. */
export async function hubFor({ table }: Context, hubId: string): Promise<Hub> {
  const hub = await findHub(table, hubId);
  invariant(hub, "the hub of what is noted exists");
  return hub;
}

export async function partyFor({ table }: Context, partyId: string): Promise<Party> {
  const party = await findParty(table, partyId);
  invariant(party, "who something is noted of exists");
  return party;
}
