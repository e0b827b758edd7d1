import { findSlot, findSpendOption, planBooking } from "../../directory/index.ts";
import { invariant, isRefusal, notFound } from "../../kernel/index.ts";
import { planHold } from "../../ledger/index.ts";
import { findParty } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { book, seenIn, standingIn, whyNotBook } from "../decide/index.ts";
import type { BookSpendOption, Exchange } from "../model/index.ts";
import { createExchange, findExchange } from "../repository/index.ts";
import { accountsForNew, holdsOn, policiesOf, promisedOn } from "./minutes.ts";
import { makeOnce } from "./once.ts";
import { whyNotSafe } from "./safety.ts";

/**
 * Takes a free place of an organisation. The organisation has said yes by opening the option, so
 * the exchange is agreed at once; place, exchange and what is set aside are one commit.
 */
export function bookSpendOption(context: Context, wish: BookSpendOption) {
  const { table, viewer, now } = context;
  return makeOnce(context, {
    operation: "bookSpendOption",
    prefix: "exc",
    wish,
    find: findExchange,
    facts: () => offerOf(context, wish),
    plan: async ({ option, slot, roles, standing, ...pair }, stored) => {
      const policies = await policiesOf(table, roles, now);
      const asking = { viewer, now, standing, roles, policy: policies.policy };
      const place = {
        slotId: slot.id,
        startsAt: slot.startsAt,
        minutes: option.askedMinutes,
        what: option.title,
        channel: option.channels[0] ?? "IN_PERSON",
      };
      const booked = book(place, asking, stored);
      if (isRefusal(booked)) return booked;
      const unsafe = await whyNotSafe(context, { ...pair, recipients: [pair.payer] }, booked);
      if (unsafe) return unsafe;
      const accounts = await accountsForNew(table, { ...pair, ...policies, at: "slotId" }, now);
      if (isRefusal(accounts)) return accounts;
      const taking = planBooking(slot, { option, now });
      if (isRefusal(taking)) return taking;
      const thing: Exchange = promisedOn(accounts, booked);
      const holds = holdsOn(accounts, thing);
      const receivers = [accounts.provider];
      const held = await planHold(table, { holds, receivers, actId: thing.id, now });
      if (isRefusal(held)) return held;
      return { thing, writes: [...createExchange(thing), taking, ...held.writes] };
    },
  });
}

/** The slot with its option and organisation, and the member who would come. */
async function offerOf({ table, viewer }: Context, wish: BookSpendOption) {
  const forbidden = whyNotBook(viewer, wish.memberId);
  if (forbidden) return forbidden;
  const [slot, payer] = await Promise.all([
    findSlot(table, wish.slotId),
    findParty(table, wish.memberId),
  ]);
  if (!slot) return notFound("slotId");
  if (payer?.kind !== "MEMBER") return notFound("memberId");
  const option = await findSpendOption(table, slot.spendOptionId);
  invariant(option, "the spend option of a slot exists");
  const provider = await findParty(table, option.organisationId);
  invariant(provider, "the organisation of a spend option exists");
  const hubs = { hubId: payer.hubId, providerHubId: provider.hubId };
  const roles = { ...hubs, provider, payer, recipients: [payer] };
  return { slot, option, provider, payer, roles, standing: standingIn(viewer, seenIn(roles)) };
}
