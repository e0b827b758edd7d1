import { findListing, type Listing } from "../../directory/index.ts";
import { invariant, isRefusal, notFound } from "../../kernel/index.ts";
import type { Party } from "../../membership/index.ts";
import type { Context, Table } from "../../table/index.ts";
import {
  foreignListing,
  propose,
  type Roles,
  seenIn,
  standingIn,
  whyNotPropose,
} from "../decide/index.ts";
import type { ProposedExchange, ProposeExchange } from "../model/index.ts";
import { createExchange, findExchange } from "../repository/index.ts";
import { partiesOf } from "./change.ts";
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
    may: ({ standing }) => whyNotPropose({ standing }, wish.side),
    plan: async ({ people, roles, standing, listing }, stored) => {
      const policies = await policiesOf(table, roles, now);
      const asking = { viewer, now, standing, roles, policy: policies.policy };
      const thing = propose(wish, asking, stored);
      if (isRefusal(thing)) return thing;
      if (listing && !isOfParties(listing, thing)) return foreignListing();
      const accounts = await accountsForNew(table, { ...people, ...policies }, now);
      return isRefusal(accounts) ? accounts : { thing, writes: createExchange(thing) };
    },
  });
}

async function factsOf(context: Context, wish: ProposeExchange) {
  const { table } = context;
  const [named, listing] = await Promise.all([
    sidesOf(context, wish),
    wish.listingId === undefined ? undefined : findListing(table, wish.listingId),
  ]);
  if (isRefusal(named)) return named;
  const isHidden = wish.listingId !== undefined && listing?.status !== "PUBLISHED";
  return isHidden ? notFound("listingId") : { ...named, listing };
}

/** The parties that a wish names and what the viewer is to them. */
export async function sidesOf({ table, viewer, now }: Context, wish: Named) {
  const people = await whoIn(table, wish);
  if (isRefusal(people)) return people;
  const roles: Roles = {
    hubId: people.payer.hubId,
    providerHubId: people.provider.hubId,
    ...people,
  };
  return { people, roles, standing: standingIn(viewer, seenIn(roles)) };
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
  const payerId = wish.payerId ?? wish.recipientIds[0];
  invariant(payerId, "a wish names a recipient");
  const ids = [...new Set([wish.providerId, payerId, ...wish.recipientIds])];
  const parties = await partiesOf(table, ids);
  const provider = parties.get(wish.providerId);
  const payer = parties.get(payerId);
  const recipients = wish.recipientIds.flatMap((id): Party[] => {
    const recipient = parties.get(id);
    return recipient ? [recipient] : [];
  });
  if (!provider) return notFound("providerId");
  if (recipients.length < wish.recipientIds.length) return notFound("recipientIds");
  if (!payer) return notFound("payerId");
  return { provider, payer, recipients };
}
