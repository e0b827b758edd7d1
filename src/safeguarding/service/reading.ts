import { type Category, findCategory } from "../../directory/index.ts";
import { hasPrefix, invariant } from "../../kernel/index.ts";
import { findHub, findParty, type Hub, type Party } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import type { Cover } from "../model/index.ts";

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

export async function categoryFor({ table }: Context, categoryId: string): Promise<Category> {
  const category = await findCategory(table, categoryId);
  invariant(category, "the kind of help that is named exists");
  return category;
}

/** The organisation whose insurance it is; nothing where it is the hub's own. */
export const holderFor = (context: Context, { holderId }: Cover): Promise<Party> | undefined =>
  hasPrefix(holderId, "org") ? partyFor(context, holderId) : undefined;
