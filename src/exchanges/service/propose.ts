import { type Category, findCategory, type Listing, listingById } from "../../directory/index.ts";
import { invariant, isRefusal, notFound } from "../../kernel/index.ts";
import { type Party, planRecord } from "../../membership/index.ts";
import type { Context, Table } from "../../table/index.ts";
import {
  foreignListing,
  propose,
  type Roles,
  regulatedHelp,
  standingIn,
  whyNotPropose,
} from "../decide/index.ts";
import type { ProposedExchange, ProposeExchange, Side } from "../model/index.ts";
import { createExchange, findExchange } from "../repository/index.ts";
import { partiesOf } from "./change.ts";
import { whoIsThere } from "./children.ts";
import { accountsForNew, policiesOf } from "./minutes.ts";
import { makeOnce } from "./once.ts";

/** Somebody asks for help, offers it, or a broker does so for them. */
export function proposeExchange(context: Context, wish: ProposeExchange) {
  const { table, viewer, now } = context;
  return makeOnce(context, {
    operation: "proposeExchange",
    prefix: "exc",
    wish,
    find: findExchange,
    facts: () => factsOf(context, wish),
    plan: async ({ people, roles, standing, listing, category }, stored) => {
      const unfit = whyNotOfKind(wish, category);
      if (unfit) return unfit;
      // Only now, so that a retry gets its first answer after the listing has closed too.
      const isHidden = wish.listingId !== undefined && listing?.status !== "PUBLISHED";
      if (isHidden) return notFound("listingId");
      const policies = await policiesOf(table, roles, now);
      const asking = { viewer, now, standing, roles, policy: policies.policy };
      const categoryId = wish.categoryId ?? listing?.categoryId;
      const thing = propose({ ...wish, categoryId }, asking, stored);
      if (isRefusal(thing)) return thing;
      if (listing && !isOfParties(listing, thing)) return foreignListing();
      const accounts = await accountsForNew(table, { ...people, ...policies }, now);
      if (isRefusal(accounts)) return accounts;
      const party = firstToAgree(thing.agreed, people);
      const told = await planRecord(context, { kind: "AGREEMENT", thingId: thing.id, party });
      return { thing, writes: [...createExchange(thing), ...told] };
    },
  });
}

/** Whose yes came with the wish, where one did. */
export function firstToAgree(
  agreed: { readonly [side in Side]?: unknown },
  { payer, provider }: { readonly payer: Party; readonly provider: Party },
): Party | undefined {
  if (agreed.PAYER !== undefined) return payer;
  return agreed.PROVIDER === undefined ? undefined : provider;
}

/** The sides, and the listing where the viewer may see it. */
async function factsOf(context: Context, wish: ProposeExchange) {
  const [named, category, listing] = await Promise.all([
    sidesOf(context, wish),
    categoryIn(context.table, wish),
    wish.listingId === undefined ? undefined : listingById(context, wish.listingId),
  ]);
  return isRefusal(named) ? named : { ...named, listing, category };
}

export const categoryIn = async (table: Table, { categoryId }: KindOfHelp) =>
  categoryId === undefined ? undefined : findCategory(table, categoryId);

type KindOfHelp = { readonly categoryId?: string | undefined };

/** The kind of help that is named has to be one, and one that needs no qualified person. */
export function whyNotOfKind({ categoryId }: KindOfHelp, category: Category | undefined) {
  if (categoryId === undefined) return undefined;
  if (!category) return notFound("categoryId");
  return category.regulated ? regulatedHelp() : undefined;
}

/** The hub of a party nobody knows: it has no broker. */
const nowhere = "";

/**
 * The parties that a wish names and what the viewer is to them. Who may not propose with them is
 * told so before anything else, and so does not learn which of them exist.
 */
export async function sidesOf(
  context: Context,
  wish: Named & { readonly side?: Side | undefined },
) {
  const payerId = payerIn(wish);
  const { table, viewer } = context;
  const parties = await whoIsThere(context, await partiesIn(table, wish));
  const hubs = {
    hubId: parties.get(payerId)?.hubId ?? nowhere,
    providerHubId: parties.get(wish.providerId)?.hubId ?? nowhere,
  };
  const standing = standingIn(viewer, { ...wish, ...hubs, payerId });
  const forbidden = whyNotPropose({ standing, viewer }, wish.side);
  if (forbidden) return forbidden;
  const people = peopleIn(parties, wish);
  if (isRefusal(people)) return people;
  const roles: Roles = { ...hubs, ...people };
  return { people, roles, standing };
}

const isOfParties = (listing: Listing, { providerId, recipientIds }: ProposedExchange) =>
  [providerId, ...recipientIds].includes(listing.partyId);

type Named = {
  readonly providerId: string;
  readonly recipientIds: readonly string[];
  readonly payerId?: string | undefined;
};

/** The parties that a wish names, or which of them nobody knows. */
export async function whoIn(table: Table, wish: Named) {
  return peopleIn(await partiesIn(table, wish), wish);
}

function payerIn(wish: Named): string {
  const payerId = wish.payerId ?? wish.recipientIds[0];
  invariant(payerId, "a wish names a recipient");
  return payerId;
}

const partiesIn = (table: Table, wish: Named) =>
  partiesOf(table, [...new Set([wish.providerId, payerIn(wish), ...wish.recipientIds])]);

function peopleIn(parties: ReadonlyMap<string, Party>, wish: Named) {
  const provider = parties.get(wish.providerId);
  const payer = parties.get(payerIn(wish));
  const recipients = wish.recipientIds.flatMap((id): Party[] => {
    const recipient = parties.get(id);
    return recipient ? [recipient] : [];
  });
  if (!provider) return notFound("providerId");
  if (recipients.length < wish.recipientIds.length) return notFound("recipientIds");
  if (!payer) return notFound("payerId");
  return { provider, payer, recipients };
}
