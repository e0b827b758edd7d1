import {
  actsFor,
  ageOn,
  dateOf,
  isBrokerFor,
  type Power,
  type Viewer,
} from "../../kernel/index.ts";
import type { Listing } from "../model/index.ts";

/** What of a party these rules need. */
type Author = {
  readonly id: string;
  readonly hubId: string;
  readonly kind: "MEMBER" | "ORGANISATION";
  readonly status: string;
  readonly bornOn?: string;
};

const adultAge = 18;

/** Under 18. Someone whose birthday is not known counts as a child: that errs on the safe side. */
export const isChild = (author: Author, now: string): boolean =>
  author.kind === "MEMBER" &&
  (author.bornOn === undefined || ageOn(author.bornOn, dateOf(now)) < adultAge);

/** Speaks for the author, or is the broker of their hub. A supporter only within their scope. */
export const mayManage = (
  viewer: Viewer,
  author: Pick<Author, "id" | "hubId">,
  power: Power = "ARRANGE_HELP",
): boolean => actsFor(viewer, author.id, power) || isBrokerFor(viewer, author);

/** Sees all that is the author's own: what is hidden from others, and what lies behind it. */
export const mayReadOwn = (viewer: Viewer, author: Pick<Author, "id" | "hubId">): boolean =>
  mayManage(viewer, author, "READ");

/** Listings are for people who take part: members, who acts for them, admins and brokers. */
export const takesPart = (viewer: Viewer): boolean =>
  viewer.actsFor.length > 0 ||
  (viewer.supports ?? []).some(({ scope }) => scope.includes("READ")) ||
  viewer.roles.some((held) => held.role === "BROKER");

/**
 * A person's listing is never open to everyone, and a child's only to those who look after it.
 * While the author is away, all their listings are.
 */
export function maySeeListing(
  viewer: Viewer,
  {
    listing,
    author,
    now,
  }: {
    readonly listing: Pick<Listing, "status">;
    readonly author: Author;
    readonly now: string;
  },
): boolean {
  if (mayReadOwn(viewer, author)) return true;
  return (
    takesPart(viewer) &&
    listing.status === "PUBLISHED" &&
    author.status === "ACTIVE" &&
    !isChild(author, now)
  );
}

/** Whether an author's published listing belongs into what others look through at this moment. */
export const isShown = (
  viewer: Viewer,
  sight: {
    readonly listing: Pick<Listing, "status">;
    readonly author: Author;
    readonly now: string;
  },
): boolean =>
  sight.listing.status === "PUBLISHED" &&
  sight.author.status === "ACTIVE" &&
  maySeeListing(viewer, sight);
