import type * as z from "zod";
import { whoIsThere } from "../../exchanges/index.ts";
import { agreementBetween, noInterHubAgreement } from "../../federation/index.ts";
import {
  callerOf,
  done,
  firstOf,
  idFor,
  isRefusal,
  notFound,
  type Refusal,
  replayOf,
  requestOf,
  signInFirst,
} from "../../kernel/index.ts";
import {
  type AccountRef,
  clearingOf,
  type Movement,
  planPosting,
  potOf,
} from "../../ledger/index.ts";
import { accountRefOf, findHub, findParty, type Party, policyOf } from "../../membership/index.ts";
import { attempt, type Context } from "../../table/index.ts";
import { checkActive, checkGiver, checkWard } from "../decide/index.ts";
import type { Gift, GiveCredits } from "../model/index.ts";
import { createGift, findGift } from "../repository/index.ts";
import { type Asked, maySee } from "./shared.ts";

type Target = z.output<typeof GiveCredits>["to"];

/** Where a gift goes: to a party, or to a hub's pot when there is none. */
type Receiver = { readonly hubId: string; readonly party?: Party };

/** Credits are given away, inside a hub or to another one through both hubs' clearing. */
export async function giveCredits(context: Context, input: z.output<typeof GiveCredits>) {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), "giveCredits", input);
  const asked = { input, request, id: idFor("gft", request) };
  return attempt(context.table, () => giving(context, asked));
}

async function giving(context: Context, asked: Asked<z.output<typeof GiveCredits>>) {
  const { table, viewer } = context;
  const { input, request, id } = asked;
  const [giver, party, found] = await Promise.all([
    findParty(table, input.fromId),
    findParty(table, input.to.memberId ?? input.to.organisationId ?? ""),
    findGift(table, id),
  ]);
  if (!giver || !maySee(viewer, giver)) return notFound("fromId");
  const replay = replayOf(found, request);
  // Who was a child of theirs once need not be now, and the first answer stands.
  if (replay && "answer" in replay) return replay;
  const receiver = await receiverOf(context, input.to, { giver, party });
  if (isRefusal(receiver)) return receiver;
  const mine = viewer.actsFor.find((party) => party.id === giver.id);
  const answered = checkGiver(mine?.as) ?? checkWard(giver, receiver.party, context.now) ?? replay;
  if (answered) return answered;
  const inactive =
    checkActive(giver, "fromId") ?? (receiver.party && checkActive(receiver.party, "to"));
  return inactive ?? planGift(context, asked, { giver, receiver });
}

type Sides = { readonly giver: Party; readonly receiver: Receiver };

async function planGift(
  context: Context,
  { input, request, id }: Asked<z.output<typeof GiveCredits>>,
  { giver, receiver }: Sides,
) {
  const { table, now } = context;
  const { minutes, note } = input;
  const movements = await planMovements(context, { giver, receiver, minutes });
  if (isRefusal(movements)) return movements;
  const plan = await planPosting(table, { actId: id, kind: "GIFT", movements, now });
  if (isRefusal(plan)) return plan;
  const gift: Gift = {
    ...{ id, giverId: giver.id, hubId: giver.hubId, minutes, note, createdAt: now },
    givenBy: callerOf(context.viewer),
    ...(receiver.party
      ? { recipientId: receiver.party.id, recipientHubId: receiver.hubId }
      : { potOfHubId: receiver.hubId }),
    ...firstOf(request),
  };
  return { writes: [...plan.writes, createGift(gift, plan.journal)], answer: done(gift) };
}

/** Whom the viewer may know of: a child, only as one with whom they could arrange help. */
async function receiverOf(
  context: Context,
  to: Target,
  { giver, party }: { readonly giver: Party; readonly party: Party | undefined },
): Promise<Receiver | Refusal<"NOT_FOUND">> {
  if (to.potOfHubId !== undefined) {
    const hub = await findHub(context.table, to.potOfHubId);
    return hub ? { hubId: hub.id } : notFound("to.potOfHubId");
  }
  const [kind, at] =
    to.memberId === undefined
      ? (["ORGANISATION", "to.organisationId"] as const)
      : (["MEMBER", "to.memberId"] as const);
  if (party?.kind !== kind) return notFound(at);
  const there = await whoIsThere(context, new Map([giver, party].map((side) => [side.id, side])));
  return there.has(party.id) ? { hubId: party.hubId, party } : notFound(at);
}

async function planMovements(
  context: Context,
  { giver, receiver, minutes }: Sides & { readonly minutes: number },
): Promise<readonly Movement[] | Refusal<"NO_INTER_HUB_AGREEMENT">> {
  const [here, there] = [giver.hubId, receiver.hubId];
  const [from, to] = await Promise.all([
    accountIn(context, here, giver),
    accountIn(context, there, receiver.party),
  ]);
  if (here === there) return [{ from, to, minutes }];
  const agreement = await agreementBetween(context.table, here, there);
  if (agreement?.limitMinutes === undefined) return noInterHubAgreement("to");
  const limit = agreement.limitMinutes;
  return [
    { from, to: clearingOf(here, there, limit), minutes },
    { from: clearingOf(there, here, limit), to, minutes },
  ];
}

/** A party's account in its hub, or the hub's pot. */
async function accountIn(
  { table, now }: Context,
  hubId: string,
  party: Party | undefined,
): Promise<AccountRef> {
  if (!party) return potOf(hubId);
  return accountRefOf(party, await policyOf(table, hubId, now), now);
}
