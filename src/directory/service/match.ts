import { allows, findParty, type Party } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { isChild, isShown, mayReadOwn, promiseOf, reasonsFor } from "../decide/index.ts";
import type { Listing, Match } from "../model/index.ts";
import { findListing, shownLines } from "../repository/index.ts";

const mostMatches = 20;
/** The newest offers of the hub that are looked at. */
const mostLines = 1000;
/** The most promising of them are read in full. */
const mostReads = 60;

/** An offer and a request that could go together, and whose they are. */
export type Pair = {
  readonly request: Listing;
  readonly author: Party;
  readonly offer: Listing;
  readonly giver: Party;
};

/** Do these two suit each other beyond what is known here? */
type Suits = (pair: Pair) => Promise<boolean>;

/** Offers that could answer a request, with reasons; the best have the most. */
export async function suggestMatches(
  context: Context,
  listingId: string,
  suits: Suits,
): Promise<readonly Match[] | null> {
  const { table, viewer } = context;
  const request = await findListing(table, listingId);
  const author = request && (await findParty(table, request.partyId));
  if (!author || !mayReadOwn(viewer, author) || request.direction !== "REQUEST") return null;
  if (request.status !== "PUBLISHED") return [];
  const lines = await shownLines(
    table,
    { hubId: request.hubId, direction: "OFFER" },
    { backwards: false, limit: mostLines },
  );
  const promising = lines
    .map((line) => ({ line, promise: promiseOf(request, line) }))
    .filter(({ promise }) => promise > 0)
    .sort((one, other) => other.promise - one.promise)
    .slice(0, mostReads);
  const matches = await Promise.all(
    promising.map(({ line }) =>
      matchFor(context, { request, author, offerId: line.listingId, suits }),
    ),
  );
  return matches
    .flatMap((match) => (match ? [match] : []))
    .sort((one, other) => other.reasons.length - one.reasons.length)
    .slice(0, mostMatches);
}

async function matchFor(
  context: Context,
  {
    request,
    author,
    offerId,
    suits,
  }: {
    readonly request: Listing;
    readonly author: Party;
    readonly offerId: string;
    readonly suits: Suits;
  },
): Promise<Match | undefined> {
  const { table, now } = context;
  const offer = await findListing(table, offerId);
  const giver = offer && (await findParty(table, offer.partyId));
  if (!giver || giver.id === author.id) return undefined;
  if (!mayMeet(author, { giver, now }) || !maySuggest(giver, now)) return undefined;
  if (!isShown(context.viewer, { listing: offer, author: giver, now })) return undefined;
  const reasons = reasonsFor(request, offer);
  if (!reasons || !(await suits({ request, author, offer, giver }))) return undefined;
  return { listing: offer, reasons };
}

/** Only offers of people who have said yes to it; an organisation offers in nobody's name. */
const maySuggest = (giver: Party, now: string): boolean =>
  giver.kind === "ORGANISATION" || allows(giver, "SUGGEST_MATCHES", now);

/** Never a child with an adult. An organisation is neither: it brings its own rules for children. */
const mayMeet = (
  author: Party,
  { giver, now }: { readonly giver: Party; readonly now: string },
): boolean =>
  author.kind === "ORGANISATION" ||
  giver.kind === "ORGANISATION" ||
  isChild(author, now) === isChild(giver, now);
