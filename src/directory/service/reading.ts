import { type Connection, connection, invariant, type PageArgs } from "../../kernel/index.ts";
import { findHub, findParty, type Hub, type Party } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { mayReadOwn, maySeeListing } from "../decide/index.ts";
import type { Category, Listing } from "../model/index.ts";
import { findCategory, findListing, listingsBy } from "../repository/index.ts";

/** A listing, if this viewer may see it. */
export async function listingById(context: Context, id: string): Promise<Listing | undefined> {
  const { table, viewer, now } = context;
  const listing = await findListing(table, id);
  const author = listing && (await findParty(table, listing.partyId));
  return author && maySeeListing(viewer, { listing, author, now }) ? listing : undefined;
}

/** Everything a party ever listed, for those who speak for it and its broker. */
export async function listingsOf(
  context: Context,
  { partyId, args }: { readonly partyId: string; readonly args: PageArgs },
): Promise<Connection<Listing> | null> {
  const { table, viewer } = context;
  const author = await findParty(table, partyId);
  if (!author || !mayReadOwn(viewer, author)) return null;
  return connection(context, { list: `listingsOf ${partyId}`, args }, (walk) =>
    listingsBy(table, partyId, walk),
  );
}

/** Consents name people and what they said, so only those concerned read them. */
export const consentFor = ({ viewer }: Context, listing: Listing) =>
  mayReadOwn(viewer, { id: listing.partyId, hubId: listing.hubId }) ? listing.consent : undefined;

/** Things named by what is stored here; none of them is ever removed. */
export async function partyFor({ table }: Context, partyId: string): Promise<Party> {
  const party = await findParty(table, partyId);
  invariant(party, "the author of a listing exists");
  return party;
}

export async function hubFor({ table }: Context, hubId: string): Promise<Hub> {
  const hub = await findHub(table, hubId);
  invariant(hub, "the hub of a listing exists");
  return hub;
}

export async function categoryFor({ table }: Context, categoryId: string): Promise<Category> {
  const category = await findCategory(table, categoryId);
  invariant(category, "the category of a listing exists");
  return category;
}
