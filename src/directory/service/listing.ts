import {
  actsFor,
  callerOf,
  type Done,
  idFor,
  invariant,
  isRefusal,
  isReplay,
  notFound,
  type Refusal,
  type Request,
  requestOf,
  signInFirst,
  withReceipt,
} from "../../kernel/index.ts";
import { findParty, type Party, policyOf } from "../../membership/index.ts";
import { attempt, type Context, type Step } from "../../table/index.ts";
import {
  close,
  consentTo,
  draw,
  type Facts,
  mayManage,
  maySeeListing,
  type NextListing,
  pause,
  publish,
  redraw,
} from "../decide/index.ts";
import {
  type Category,
  type Consent,
  type ConsentToListing,
  type CreateListing,
  type Listing,
  type MoveListing,
  otherSlug,
  type UpdateListing,
} from "../model/index.ts";
import {
  addListing,
  findCategory,
  findCategoryBySlug,
  findListing,
  saveListing,
} from "../repository/index.ts";
import { changedSince, notYours } from "./access.ts";

/** An offer or a request, by whoever speaks for its author, or as a draft by their broker. */
export async function createListing(context: Context, input: CreateListing) {
  const { table, viewer } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "createListing", input);
  const id = idFor("lst", request);
  return attempt(table, async () => {
    const { categoryId } = input;
    const [author, category, found] = await Promise.all([
      findParty(table, input.partyId),
      categoryId === undefined
        ? findCategoryBySlug(table, otherSlug)
        : findCategory(table, categoryId),
      findListing(table, id),
    ]);
    const may = author && mayManage(viewer, author);
    // Organisations are known to everyone; of a person a stranger learns nothing.
    if (!author || (!may && author.kind === "MEMBER")) return notFound("partyId");
    if (!category || !isUsableIn(category, author.hubId)) return notFound("categoryId");
    if (!may) return notYours();
    if (found) return replayOf(found, request) ?? { answer: { thing: found, replayed: true } };
    const facts = await factsFor(context, { author, category });
    const next = draw(id, input, { ...facts, hubId: author.hubId });
    if (isRefusal(next)) return next;
    const listing = { ...next, version: 1, receipts: withReceipt([], request) };
    return { writes: [addListing(listing)], answer: { thing: listing, replayed: false } };
  });
}

export const updateListing = (context: Context, input: UpdateListing) =>
  change(context, {
    operation: "updateListing",
    input,
    next: (listing, facts) => redraw(listing, input, facts),
  });

export const publishListing = (context: Context, input: MoveListing) =>
  change(context, { operation: "publishListing", input, next: publish });

export const pauseListing = (context: Context, input: MoveListing) =>
  change(context, { operation: "pauseListing", input, next: pause });

export const closeListing = (context: Context, input: MoveListing) =>
  change(context, { operation: "closeListing", input, next: close });

/** A yes by the person or their guardian, or one that a broker heard and notes. */
export const consentToListing = (context: Context, input: ConsentToListing) =>
  change(context, {
    operation: "consentToListing",
    input,
    // A broker cannot say yes for somebody; they can only note the yes they heard.
    mayDo: (listing) => actsFor(context.viewer, listing.partyId) || input.spoken !== undefined,
    next: (listing, facts) => consentTo(listing, consentOf(context, { listing, input }), facts),
  });

function consentOf(
  { viewer, now }: Context,
  { listing, input }: { readonly listing: Listing; readonly input: ConsentToListing },
): Consent {
  const recordedBy = callerOf(viewer);
  const voice = viewer.actsFor.find((party) => party.id === listing.partyId);
  if (voice) return { by: voice.as === "GUARDIAN" ? "GUARDIAN" : "AUTHOR", recordedBy, at: now };
  invariant(input.spoken, "a broker's consent was spoken");
  return { ...input.spoken, recordedBy, at: now };
}

type Change<Code extends string> = {
  readonly operation: string;
  readonly input: MoveListing & { readonly categoryId?: string | undefined };
  readonly mayDo?: (listing: Listing) => boolean;
  readonly next: (listing: Listing, facts: Facts) => NextListing | Refusal<Code>;
};

type ChangeCode = "NOT_FOUND" | "FORBIDDEN" | "IDEMPOTENCY_KEY_REUSED" | "CONFLICT_VERSION";

/** What all changes of a listing have in common: the order of checks, and the save. */
async function change<Code extends string>(context: Context, wish: Change<Code>) {
  const { table, viewer, now } = context;
  const { input } = wish;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), wish.operation, input);
  return attempt(table, async (): Promise<Step<Done<Listing>> | Refusal<Code | ChangeCode>> => {
    const listing = await findListing(table, input.listingId);
    const author = listing && (await findParty(table, listing.partyId));
    if (!author || !maySeeListing(viewer, { listing, author, now })) return notFound("listingId");
    const category = await findCategory(table, input.categoryId ?? listing.categoryId);
    if (!category || !isUsableIn(category, listing.hubId)) return notFound("categoryId");
    if (!mayManage(viewer, author) || wish.mayDo?.(listing) === false) return notYours();
    const replay = replayOf(listing, request);
    if (replay) return replay;
    if (listing.version !== input.version) return changedSince();
    const next = wish.next(listing, await factsFor(context, { author, category }));
    return isRefusal(next) ? next : saving(listing, next, request);
  });
}

async function factsFor(
  { table, viewer, now }: Context,
  { author, category }: { readonly author: Party; readonly category: Category },
): Promise<Facts> {
  const { goodsAllowed } = await policyOf(table, author.hubId, now);
  return {
    category,
    authorIsActive: author.state === "ACTIVE",
    goodsAllowed,
    actsForAuthor: actsFor(viewer, author.id),
    now,
  };
}

/** Another hub's own leaf is no category here. */
const isUsableIn = (category: Category, hubId: string) =>
  category.hubId === undefined || category.hubId === hubId;

function replayOf(listing: Listing, request: Request) {
  const replay = isReplay(listing.receipts, request);
  if (isRefusal(replay)) return replay;
  return replay ? { answer: { thing: listing, replayed: true } } : undefined;
}

function saving(listing: Listing, next: NextListing, request: Request) {
  const saved: Listing = {
    ...next,
    version: listing.version + 1,
    receipts: withReceipt(listing.receipts, request),
  };
  return { writes: [saveListing(saved)], answer: { thing: saved, replayed: false } };
}
