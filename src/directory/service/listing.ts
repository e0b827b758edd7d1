import {
  actsFor,
  callerOf,
  changedSince,
  type Done,
  forbidden,
  idFor,
  invariant,
  isRefusal,
  notFound,
  type Refusal,
  type Request,
  replayOf,
  type Spoken,
  supportsIn,
  withReceipt,
} from "../../kernel/index.ts";
import { findParty, type Party, planRecord, policyOf } from "../../membership/index.ts";
import type { Context, Step, Table, Write } from "../../table/index.ts";
import { type Asked, byRequest } from "../../table/index.ts";
import {
  close,
  consentTo,
  draw,
  type Facts,
  mayManage,
  mayReadOwn,
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
import { notYours } from "./asking.ts";

/** An offer or a request, by whoever speaks for its author, or as a draft by their broker. */
export const createListing = (context: Context, input: CreateListing) =>
  byRequest(context, { operation: "createListing", input }, creating);

async function creating(context: Context, { input, request }: Asked<CreateListing>) {
  const { table, viewer } = context;
  const id = idFor("lst", request);
  const [author, found] = await Promise.all([
    findParty(table, input.partyId),
    findListing(table, id),
  ]);
  const may = author && mayManage(viewer, author);
  // Organisations are known to everyone; of a person a stranger learns nothing.
  if (!author || (!mayReadOwn(viewer, author) && author.kind === "MEMBER"))
    return notFound("partyId");
  const category = await categoryIn(table, author.hubId, input.categoryId);
  if (!category) return notFound("categoryId");
  if (!may) return notYours(author);
  const replay = replayOf(found, request);
  if (replay) return replay;
  const facts = await factsFor(context, { author, category });
  const next = draw(id, input, { ...facts, hubId: author.hubId });
  if (isRefusal(next)) return next;
  const isShown = next.status === "PUBLISHED";
  const told = isShown
    ? await planRecord(context, { kind: "LISTING", thingId: id, party: author })
    : [];
  return saving(undefined, next, { request, told });
}

export const updateListing = (context: Context, input: UpdateListing) =>
  change(context, {
    operation: "updateListing",
    input,
    next: (listing, facts) => redraw(listing, input, facts),
    tells: { spoken: undefined },
  });

export const publishListing = (context: Context, input: MoveListing) =>
  change(context, {
    operation: "publishListing",
    input,
    next: publish,
    tells: { spoken: undefined },
  });

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
    whyNot: (listing) =>
      actsFor(context.viewer, listing.partyId, "ARRANGE_HELP") || input.spoken
        ? undefined
        : sayHowYouHeard(),
    next: (listing, facts) => consentTo(listing, consentOf(context, { listing, input }), facts),
    tells: { spoken: input.spoken },
  });

const sayHowYouHeard = () =>
  forbidden(
    "You can only write down a yes that you heard.",
    "Say how you heard it in `spoken`, and who said it in `spokenBy`.",
    "spoken",
  );

function consentOf(
  { viewer, now }: Context,
  { listing, input }: { readonly listing: Listing; readonly input: ConsentToListing },
): Consent {
  const recordedBy = callerOf(viewer);
  const voice = viewer.actsFor.find((party) => party.id === listing.partyId);
  if (voice) return { by: voice.as === "GUARDIAN" ? "GUARDIAN" : "AUTHOR", recordedBy, at: now };
  if (supportsIn(viewer, listing.partyId, "ARRANGE_HELP")) {
    return { by: "SUPPORTER", recordedBy, at: now };
  }
  const { spoken, spokenBy } = input;
  invariant(spoken && spokenBy, "a broker's consent was spoken");
  return { by: spokenBy, recordedBy, spokenOver: spoken.channel, note: spoken.note, at: now };
}

type Change<Code extends string> = {
  readonly operation: string;
  readonly input: MoveListing & { readonly categoryId?: string | undefined };
  readonly whyNot?: (listing: Listing) => Refusal<"FORBIDDEN"> | undefined;
  readonly next: (listing: Listing, facts: Facts) => NextListing | Refusal<Code>;
  /** Given where the author is told of it when a broker or supporter did it in their name. */
  readonly tells?: { readonly spoken: Spoken | undefined };
};

type CommonCode = "NOT_FOUND" | "FORBIDDEN" | "IDEMPOTENCY_KEY_REUSED" | "CONFLICT_VERSION";

/** What all changes of a listing have in common: the order of checks, and the save. */
const change = <Code extends string>(context: Context, wish: Change<Code>) =>
  byRequest(context, wish, (_context, { request }) => changing(context, { ...wish, request }));

async function changing<Code extends string>(
  context: Context,
  { input, request, whyNot, next: decide, tells }: Change<Code> & { readonly request: Request },
): Promise<Step<Done<Listing>> | Refusal<Code | CommonCode>> {
  const found = await manageable(context, input);
  if (isRefusal(found)) return found;
  const { listing, author, category } = found;
  const refused = whyNot?.(listing);
  if (refused) return refused;
  const replay = replayOf(listing, request);
  if (replay) return replay;
  if (listing.version !== input.version) return changedSince();
  const next: NextListing | Refusal<Code> = decide(
    listing,
    await factsFor(context, { author, category }),
  );
  if (isRefusal(next)) return next;
  const thingVersion = listing.version + 1;
  const act = { kind: "LISTING", thingId: listing.id, thingVersion, party: author } as const;
  const isTold = tells && next.status === "PUBLISHED";
  return saving(listing, next, {
    request,
    told: isTold ? await planRecord(context, { ...act, ...tells }) : [],
  });
}

/** The listing with its author and category, if the viewer may see and change it. */
async function manageable(
  { table, viewer, now }: Context,
  { listingId, categoryId }: Pick<Change<never>["input"], "listingId" | "categoryId">,
): Promise<
  | { readonly listing: Listing; readonly author: Party; readonly category: Category }
  | Refusal<"NOT_FOUND" | "FORBIDDEN">
> {
  const listing = await findListing(table, listingId);
  const author = listing && (await findParty(table, listing.partyId));
  if (!author || !maySeeListing(viewer, { listing, author, now })) return notFound("listingId");
  const category = await categoryIn(table, listing.hubId, categoryId ?? listing.categoryId);
  if (!category) return notFound("categoryId");
  return mayManage(viewer, author) ? { listing, author, category } : notYours(author);
}

/** The category named, or the one for everything else. Another hub's own leaf is none here. */
async function categoryIn(table: Table, hubId: string, categoryId: string | undefined) {
  const category =
    categoryId === undefined
      ? await findCategoryBySlug(table, otherSlug)
      : await findCategory(table, categoryId);
  return category?.hubId === undefined || category.hubId === hubId ? category : undefined;
}

async function factsFor(
  { table, viewer, now }: Context,
  { author, category }: { readonly author: Party; readonly category: Category },
): Promise<Facts> {
  const { goodsAllowed } = await policyOf(table, author.hubId, now);
  return {
    category,
    authorIsActive: author.status === "ACTIVE",
    goodsAllowed,
    actsForAuthor: actsFor(viewer, author.id, "ARRANGE_HELP"),
    now,
  };
}

function saving(
  listing: Listing | undefined,
  next: NextListing,
  { request, told }: { readonly request: Request; readonly told: readonly Write[] },
) {
  const saved: Listing = {
    ...next,
    version: (listing?.version ?? 0) + 1,
    receipts: withReceipt(listing?.receipts ?? [], request),
  };
  const write = listing ? saveListing(saved) : addListing(saved);
  return { writes: [write, ...told], answer: { thing: saved, replayed: false } };
}
