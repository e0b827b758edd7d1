import {
  callerOf,
  type Done,
  idFor,
  invariant,
  isRefusal,
  isReplay,
  notFound,
  type Refusal,
  requestOf,
  signInFirst,
  withReceipt,
} from "../../kernel/index.ts";
import { findSlot, findSpendOption, planBooking } from "../../directory/index.ts";
import { planHold } from "../../ledger/index.ts";
import { findParty } from "../../membership/index.ts";
import { attempt, type Context, type Table } from "../../table/index.ts";
import { book, standingIn, whyNotBook } from "../decide/index.ts";
import type { BookSpendOption, Exchange } from "../model/index.ts";
import { createExchange, findExchange } from "../repository/index.ts";
import { accountsForNew, holdsOn, policiesOf } from "./minutes.ts";

/**
 * Takes a free place of an organisation. The organisation has said yes by opening the option, so
 * the exchange is agreed at once; place, exchange and what is set aside are one commit.
 */
export async function bookSpendOption(context: Context, wish: BookSpendOption) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "bookSpendOption", wish);
  const id = idFor("exc", request);
  return attempt(table, async () => {
    const offer = await offerOf(table, wish);
    if (isRefusal(offer)) return offer;
    const { option, slot, provider, payer } = offer;
    const roles = { hubId: payer.hubId, providerHubId: provider.hubId, provider, payer, recipients: [payer] };
    const standing = standingIn(viewer, roles, now);
    const forbidden = whyNotBook(standing);
    if (forbidden) return forbidden;
    const found = await findExchange(table, id);
    const replay = found ? isReplay(found.receipts, request) : false;
    if (isRefusal(replay)) return replay;
    if (found && replay) return { answer: done(found, true) };
    const policies = await policiesOf(table, roles, now);
    const asking = { viewer, now, standing, roles, policy: policies.policy };
    const place = {
      slotId: slot.id,
      startsAt: slot.startsAt,
      minutes: option.askedMinutes,
      what: option.title,
      channel: option.channels[0] ?? "IN_PERSON",
    };
    const booked = book(place, asking, { id, version: 1, receipts: withReceipt([], request) });
    if (isRefusal(booked)) return booked;
    const accounts = await accountsForNew(table, { provider, payer, ...policies }, now);
    if (isRefusal(accounts)) return accounts;
    const taking = planBooking(slot, { option, now });
    if (isRefusal(taking)) return taking;
    const holds = holdsOn(accounts, booked.minutes);
    const held = await planHold(table, { holds, actId: id, now });
    if (isRefusal(held)) return held;
    return {
      writes: [...createExchange(booked), taking, ...held.writes],
      answer: done(booked, false),
    };
  });
}

const done = (thing: Exchange, replayed: boolean): Done<Exchange> => ({ thing, replayed });

/** The slot with its option and organisation, and the member who would come. */
async function offerOf(table: Table, wish: BookSpendOption) {
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
  return { slot, option, provider, payer };
}

