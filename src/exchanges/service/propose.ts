import {
  callerOf,
  type Done,
  idFor,
  invariant,
  isRefusal,
  isReplay,
  notFound,
  requestOf,
  signInFirst,
  withReceipt,
} from "../../kernel/index.ts";
import { findListing, type Listing } from "../../directory/index.ts";
import type { Party } from "../../membership/index.ts";
import { attempt, type Context, type Table } from "../../table/index.ts";
import { foreignListing, propose, standingIn, whyNotPropose } from "../decide/index.ts";
import type { Exchange, ProposeExchange, ProposedExchange } from "../model/index.ts";
import { createExchange, findExchange } from "../repository/index.ts";
import { partiesOf } from "./change.ts";
import { accountsForNew, policiesOf } from "./minutes.ts";

/** Somebody asks for help, offers it, or a broker does so for them. */
export async function proposeExchange(context: Context, wish: ProposeExchange) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "proposeExchange", wish);
  const id = idFor("exc", request);
  return attempt(table, async () => {
    const [people, listing, found] = await Promise.all([
      whoIn(table, wish),
      wish.listingId === undefined ? undefined : findListing(table, wish.listingId),
      findExchange(table, id),
    ]);
    if (isRefusal(people)) return people;
    if (wish.listingId !== undefined && listing?.state !== "PUBLISHED") return notFound("listingId");
    const roles = { hubId: people.payer.hubId, providerHubId: people.provider.hubId, ...people };
    const standing = standingIn(viewer, roles, now);
    const forbidden = whyNotPropose({ standing }, wish.side);
    if (forbidden) return forbidden;
    const replay = found ? isReplay(found.receipts, request) : false;
    if (isRefusal(replay)) return replay;
    if (found && replay) return { answer: done(found, true) };
    const policies = await policiesOf(table, roles, now);
    const asking = { viewer, now, standing, roles, policy: policies.policy };
    const receipts = withReceipt([], request);
    const proposed = propose(wish, asking, { id, version: 1, receipts });
    if (isRefusal(proposed)) return proposed;
    if (listing && !isOfParties(listing, proposed)) return foreignListing();
    const accounts = await accountsForNew(table, { ...people, ...policies }, now);
    if (isRefusal(accounts)) return accounts;
    return { writes: createExchange(proposed), answer: done(proposed, false) };
  });
}

const done = (thing: Exchange, replayed: boolean): Done<Exchange> => ({ thing, replayed });

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
