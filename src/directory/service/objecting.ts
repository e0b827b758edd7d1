import { invariant } from "../../kernel/index.ts";
import type { Table, Write } from "../../table/index.ts";
import { unconsent } from "../decide/index.ts";
import { findListing, saveListing } from "../repository/index.ts";

/** Hides a listing whose author objects to it; nothing where nobody is shown it any more. */
export async function planHiding(table: Table, listingId: string): Promise<readonly Write[]> {
  const listing = await findListing(table, listingId);
  invariant(listing, "what a record speaks of exists");
  const next = unconsent(listing);
  if (!next) return [];
  const { version, receipts } = listing;
  return [saveListing({ ...next, version: version + 1, receipts })];
}
