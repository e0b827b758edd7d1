import type { PageWalk, Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  type Item,
  replace,
  rowsOf,
  type Table,
  type Write,
} from "../../table/index.ts";
import { type Direction, type Line, Listing, lineOf, readLine } from "../model/index.ts";

const keyOf = (id: string) => ({ pk: id, sk: "LISTING" });
const shownIn = (hubId: string, direction: Direction) => `LISTINGS#${hubId}#${direction}`;
export const writtenBy = (partyId: string) => `LISTINGS#${partyId}`;

export async function findListing(table: Table, id: string): Promise<Listing | undefined> {
  const item = await table.get(keyOf(id));
  return item && Listing.parse(item);
}

export const addListing = (listing: Listing): Write => create(itemOf(listing));
export const saveListing = (listing: Listing): Write => replace(itemOf(listing));

/** Only what is published has a line to be searched; the author's own list has everything. */
const itemOf = (listing: Listing): Item & { readonly version: number } => ({
  ...keyOf(listing.id),
  ...listing,
  ...(listing.status === "PUBLISHED"
    ? { i1pk: shownIn(listing.hubId, listing.direction), i1sk: lineOf(listing) }
    : {}),
  i2pk: writtenBy(listing.partyId),
  i2sk: byTime(listing.createdAt, listing.id),
});

/** All listings of a party, newest first. */
export const listingsBy = (
  table: Table,
  partyId: string,
  walk: PageWalk,
): Promise<readonly Row<Listing>[]> =>
  rowsOf(
    table,
    { ...walk, backwards: !walk.backwards, index: "i2", pk: writtenBy(partyId) },
    (item) => Listing.parse(item),
  );

/** A published listing as its index line tells of it, before it is read. */
export type ShownLine = Line & { readonly listingId: string };

/** Sorts after everything that a place begins: the bar that follows it comes before this. */
const beyond = "~";

/**
 * Lines of what is published in a hub, newest first. `after` is a place: this line and all
 * before it in the walk are left out.
 */
export async function shownLines(
  table: Table,
  where: { readonly hubId: string; readonly direction: Direction },
  walk: PageWalk,
): Promise<readonly ShownLine[]> {
  const newestFirst = !walk.backwards;
  const { after } = walk;
  const lines = await table.walkIndex({
    index: "i1",
    pk: shownIn(where.hubId, where.direction),
    backwards: newestFirst,
    limit: walk.limit,
    ...(after === undefined ? {} : { after: newestFirst ? after : after + beyond }),
  });
  return lines.map((line) => ({ ...readLine(line.indexSk), listingId: line.pk }));
}
