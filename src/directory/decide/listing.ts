import { type Refusal, refuse, wrongState } from "../../kernel/index.ts";
import type { Category, Consent, CreateListing, Listing, UpdateListing } from "../model/index.ts";
import { whyNotThen } from "./availability.ts";

/** What a decision answers; the service adds version and receipts. */
export type NextListing = Omit<Listing, "version" | "receipts">;

/** What the rules of listing need to know from elsewhere. */
export type Facts = {
  readonly category: Pick<Category, "id" | "path" | "regulated" | "hubId">;
  readonly authorIsActive: boolean;
  readonly goodsAllowed: boolean;
  /** The viewer speaks for the author. If not, they are the broker. */
  readonly actsForAuthor: boolean;
  readonly now: string;
};

type Unlistable = Refusal<"AUTHOR_NOT_ACTIVE" | "REGULATED_ACTIVITY" | "GOODS_NOT_ENABLED">;

/** May this be listed in this hub at this moment? Asked again whenever it is about to be shown. */
function whyUnlistable(
  listing: Pick<Listing, "kind">,
  facts: Pick<Facts, "category" | "authorIsActive" | "goodsAllowed">,
): Unlistable | undefined {
  if (!facts.authorIsActive) return authorNotActive();
  return whyWrongKind(listing, facts);
}

function whyWrongKind(
  listing: Pick<Listing, "kind">,
  { category, goodsAllowed }: Pick<Facts, "category" | "goodsAllowed">,
): Refusal<"REGULATED_ACTIVITY" | "GOODS_NOT_ENABLED"> | undefined {
  if (category.regulated) {
    return refuse(
      "REGULATED_ACTIVITY",
      "This kind of help needs a qualified person, so it cannot be listed here.",
      "Ask your doctor, nurse or council for it. You can list other kinds of help.",
      "categoryId",
    );
  }
  if (listing.kind === "GOODS" && !goodsAllowed) {
    return refuse(
      "GOODS_NOT_ENABLED",
      "This hub shares help and not things to keep.",
      "Offer your time instead, or ask your broker whether the hub wants to allow goods.",
      "kind",
    );
  }
  return undefined;
}

export const authorNotActive = (): Refusal<"AUTHOR_NOT_ACTIVE"> =>
  refuse(
    "AUTHOR_NOT_ACTIVE",
    "This membership is not active at the moment.",
    "Finish joining, or end the pause, and then try again.",
  );

/** Whoever speaks for the author shows it at once; what a broker writes waits for their yes. */
export function draw(
  id: string,
  wish: Omit<CreateListing, "idempotencyKey">,
  facts: Facts & { readonly hubId: string },
): NextListing | Unlistable | Refusal<"VALIDATION_FAILED"> {
  const refused = whyUnlistable(wish, facts) ?? whyNotThen(wish.availability, facts.now);
  if (refused) return refused;
  const { asDraft, categoryId, ...said } = wish;
  const draft: NextListing = {
    ...said,
    id,
    hubId: facts.hubId,
    categoryId: facts.category.id,
    categoryPath: facts.category.path,
    availability: said.availability ?? { weekly: [], dates: [] },
    capacity: said.capacity ?? {},
    status: "DRAFT",
    consentNeeded: !facts.actsForAuthor,
    createdAt: facts.now,
  };
  return asDraft || draft.consentNeeded ? draft : show(draft, facts.now);
}

/** A broker's change is a broker's text again: nobody is shown words they did not say yes to. */
export function redraw(
  listing: Listing,
  wish: UpdateListing,
  facts: Facts,
):
  | NextListing
  | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED">
  | NonNullable<ReturnType<typeof whyWrongKind>> {
  if (listing.status === "CLOSED") return over();
  const { idempotencyKey, listingId, version, ...said } = wish;
  const next: NextListing = {
    ...listing,
    ...onlySaid(said),
    categoryId: facts.category.id,
    categoryPath: facts.category.path,
  };
  // Days that were kept may lie in the past by now; only what is said now is looked at.
  const refused = whyWrongKind(next, facts) ?? whyNotThen(said.availability, facts.now);
  if (refused) return refused;
  if (facts.actsForAuthor) return next;
  const { consent, ...unconsented } = next;
  return { ...unconsented, status: "DRAFT", consentNeeded: true };
}

/** Fields that were left out must not overwrite what is there. */
const onlySaid = <Wish extends object>(wish: Wish) =>
  Object.fromEntries(Object.entries(wish).filter(([, said]) => said !== undefined)) as {
    readonly [field in keyof Wish]?: Exclude<Wish[field], undefined>;
  };

/** What waits for a yes, or was hidden by its author, is shown by who speaks for them alone. */
export function publish(
  listing: Listing,
  facts: Facts,
): NextListing | Unlistable | Refusal<"STATE_TRANSITION_INVALID" | "CONSENT_NEEDED"> {
  if (listing.status === "CLOSED") return over();
  if (listing.status === "PUBLISHED") {
    return wrongState("Others can already see this.", "There is nothing to do.");
  }
  if (listing.consentNeeded || !facts.actsForAuthor) {
    return refuse(
      "CONSENT_NEEDED",
      "Nobody who speaks for the author has said yes to this yet.",
      "Say yes with consentToListing. A broker can record a yes they heard.",
    );
  }
  return whyUnlistable(listing, facts) ?? show(listing, facts.now);
}

/** The author or their guardian says yes to what is hidden; it is shown from now on. */
export function consentTo(
  listing: Listing,
  consent: Consent,
  facts: Facts,
): NextListing | Unlistable | Refusal<"STATE_TRANSITION_INVALID"> {
  if (listing.status === "CLOSED") return over();
  if (listing.status === "PUBLISHED") {
    return wrongState("Nobody's yes is waited for here.", "There is nothing to do.");
  }
  return (
    whyUnlistable(listing, facts) ?? show({ ...listing, consent, consentNeeded: false }, facts.now)
  );
}

export function pause(listing: Listing): NextListing | Refusal<"STATE_TRANSITION_INVALID"> {
  if (listing.status === "CLOSED") return over();
  if (listing.status !== "PUBLISHED") {
    return wrongState("Others cannot see this anyway.", "There is nothing to do.");
  }
  return { ...listing, status: "PAUSED" };
}

/** The author objects to what was shown in their name: it is hidden, and waits for their own yes. */
export function unconsent(listing: Listing): NextListing | undefined {
  if (listing.status === "CLOSED" || (listing.status === "DRAFT" && listing.consentNeeded)) {
    return undefined;
  }
  const { consent: _consent, ...rest } = listing;
  return { ...rest, status: "DRAFT", consentNeeded: true };
}

export function close(listing: Listing): NextListing | Refusal<"STATE_TRANSITION_INVALID"> {
  return listing.status === "CLOSED" ? over() : { ...listing, status: "CLOSED" };
}

const show = (listing: NextListing, now: string): NextListing => ({
  ...listing,
  status: "PUBLISHED",
  publishedAt: listing.publishedAt ?? now,
});

const over = () => wrongState("This listing is closed.", "Make a new one instead.");
