import {
  BadRequest,
  type Connection,
  connection,
  type PageArgs,
  type Row,
  readInput,
} from "../../kernel/index.ts";
import { findHub, findParty, hubsUnder } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { type Filter, filterOf, fits, isShown, takesPart } from "../decide/index.ts";
import { type Direction, type Listing, SearchListings } from "../model/index.ts";
import { findCategory, findListing, type ShownLine } from "../repository/index.ts";
import { type Looking, newestFirst } from "./merge.ts";

const mostHubs = 20;
/** Lines one request looks through before it hands back a cursor to go on from. */
const mostLines = 2000;

type Wish = {
  readonly place: { readonly hubId?: string | null; readonly areaId?: string | null };
  readonly direction: Direction;
  readonly words?: string | null | undefined;
  readonly categoryId?: string | null | undefined;
  readonly channel?: string | null | undefined;
};

/** Published listings that fit, newest first, for people who take part. */
export async function searchListings(
  context: Context,
  { wish, args }: { readonly wish: Wish; readonly args: PageArgs },
): Promise<Connection<Listing> | null> {
  if (!takesPart(context.viewer)) return null;
  const asked = readWish(wish);
  const [hubIds, filter] = await Promise.all([
    hubsIn(context, asked.place),
    readFilter(context, asked),
  ]);
  const list = `searchListings ${JSON.stringify(asked)}`;
  if (hubIds.length === 0 || filter === undefined) {
    return connection(context, { list, args }, async () => []);
  }
  let stoppedAt: string | undefined;
  const page = await connection(context, { list, args }, async (walk) => {
    const looking = newestFirst(context.table, { hubIds, direction: asked.direction, walk });
    const found = await look(context, { looking, filter, limit: walk.limit });
    stoppedAt = found.length < walk.limit ? looking.stoppedAt() : undefined;
    return found;
  });
  return stoppedAt === undefined ? page : goOnFrom(context, { page, list, args, stoppedAt });
}

function readWish(wish: Wish): SearchListings {
  const read = readInput(SearchListings, wish);
  if (read.ok) return read.input;
  const [refusal] = read.refusals;
  throw new BadRequest(
    refusal?.message ?? "This cannot be searched for.",
    refusal?.remedy ?? "Check the arguments against their descriptions.",
  );
}

async function hubsIn(
  { table }: Context,
  place: SearchListings["place"],
): Promise<readonly string[]> {
  if ("hubId" in place) return (await findHub(table, place.hubId)) ? [place.hubId] : [];
  const hubs = await hubsUnder(table, place.areaId);
  if (hubs.length > mostHubs) {
    throw new BadRequest(
      `There are ${hubs.length} hubs in this area.`,
      `Choose a smaller area with at most ${mostHubs} hubs, or one hub.`,
    );
  }
  return hubs.map((hub) => hub.id);
}

/** Undefined when nothing can fit: there is no such category. */
async function readFilter(
  { table }: Context,
  { words, categoryId, channel }: SearchListings,
): Promise<Filter | undefined> {
  const category = categoryId === undefined ? undefined : await findCategory(table, categoryId);
  if (categoryId !== undefined && !category) return undefined;
  const filter = filterOf({ words, slug: category?.slug, channel });
  if (filter) return filter;
  throw new BadRequest("These are too many words.", "Search for at most 8 words.");
}

type Look = { readonly looking: Looking; readonly filter: Filter };

/** Looks along the lines until a page is full, reading only the listings whose line fits. */
async function look(
  context: Context,
  { looking, filter, limit }: Look & { readonly limit: number },
): Promise<readonly Row<Listing>[]> {
  const found: Row<Listing>[] = [];
  let fitting: readonly ShownLine[];
  do {
    fitting = await nextFitting({ looking, filter }, limit - found.length);
    const rows = await Promise.all(fitting.map((line) => rowOf(context, line)));
    found.push(...rows.flat());
  } while (fitting.length > 0 && found.length < limit);
  return found;
}

/** The next so many lines that fit; fewer only when the look ends. */
async function nextFitting({ looking, filter }: Look, limit: number) {
  const fitting: ShownLine[] = [];
  while (fitting.length < limit && looking.seen() < mostLines) {
    const line = await looking.next();
    if (!line) break;
    if (fits(line, filter)) fitting.push(line);
  }
  return fitting;
}

/** The line may be a moment old, so the listing and its author are asked as they are now. */
async function rowOf(
  { table, viewer, now }: Context,
  { listingId, place }: ShownLine,
): Promise<readonly Row<Listing>[]> {
  const listing = await findListing(table, listingId);
  const author = listing && (await findParty(table, listing.partyId));
  return author && isShown(viewer, { listing, author, now }) ? [{ node: listing, place }] : [];
}

/**
 * The look ended before the page was full and before the list did. The page says so, with a
 * cursor at the last line looked at; sealing it is the work of an ordinary page of one row.
 */
async function goOnFrom(
  context: Context,
  {
    page,
    list,
    args,
    stoppedAt,
  }: {
    readonly page: Connection<Listing>;
    readonly list: string;
    readonly args: PageArgs;
    readonly stoppedAt: string;
  },
): Promise<Connection<Listing>> {
  const sealed = await connection<null>(context, { list, args: { first: 1 } }, async () => [
    { node: null, place: stoppedAt },
  ]);
  const cursor = sealed.pageInfo.endCursor;
  const backwards = args.last !== undefined && args.last !== null;
  return {
    ...page,
    pageInfo: backwards
      ? { ...page.pageInfo, hasPreviousPage: true, startCursor: cursor }
      : { ...page.pageInfo, hasNextPage: true, endCursor: cursor },
  };
}
