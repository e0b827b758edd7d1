import { invalid, isBroker, isRefusal, notFound } from "../../kernel/index.ts";
import { planHold } from "../../ledger/index.ts";
import { findHub, type Party, policyOf } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { join, leave, notYours, planGroup, voiceFor, whyNotInvited } from "../decide/index.ts";
import {
  type GroupActivity,
  type JoinGroupActivity,
  type LeaveGroupActivity,
  type PlanGroupActivity,
  pays,
} from "../model/index.ts";
import { createGroup, findGroup } from "../repository/index.ts";
import { partiesOf } from "./change.ts";
import { accountIn, changeGroup, freeing, type GroupCase, partyIn } from "./group-change.ts";
import { makeOnce } from "./once.ts";

/** Plans something for several people. Nobody takes part until they join. */
export function planGroupActivity(context: Context, wish: PlanGroupActivity) {
  const { table, viewer, now } = context;
  return makeOnce(context, {
    operation: "planGroupActivity",
    prefix: "grp",
    wish,
    find: findGroup,
    facts: () => namedIn(context, wish),
    may: ({ organiser }) =>
      isBroker(viewer, wish.hubId) || (organiser && voiceFor(viewer, organiser.id))
        ? undefined
        : notYours(),
    plan: async (named, stored) => {
      if (named.organiser?.kind === "MEMBER") return notAnOrganiser();
      const policy = await policyOf(table, wish.hubId, now);
      const planned = planGroup(wish, { viewer, now, policy }, { ...named, stored });
      if (isRefusal(planned)) return planned;
      const thing: GroupActivity = planned;
      return { thing, writes: [createGroup(planned)] };
    },
  });
}

const notAnOrganiser = () =>
  invalid(
    "Only an organisation or a broker organises for a group.",
    "Name an organisation, or ask your broker to plan it.",
    "organiserId",
  );

/** The hub and parties that a plan names, or which of them nobody knows. */
async function namedIn({ table }: Context, wish: PlanGroupActivity) {
  const ids = [...wish.givers.map((giver) => giver.partyId), wish.organiserId, wish.sponsorId];
  const [hub, parties] = await Promise.all([
    findHub(table, wish.hubId),
    partiesOf(table, [...new Set(ids.filter((id) => id !== undefined))]),
  ]);
  if (!hub) return notFound("hubId");
  const find = (id: string | undefined) => (id === undefined ? undefined : parties.get(id));
  const [organiser, sponsor] = [find(wish.organiserId), find(wish.sponsorId)];
  if (wish.organiserId !== undefined && !organiser) return notFound("organiserId");
  const unknown = wish.givers.findIndex((giver) => !parties.has(giver.partyId));
  if (unknown >= 0) return notFound(`givers.${unknown}.partyId`);
  if (wish.sponsorId !== undefined && !sponsor) return notFound("sponsorId");
  return { parties: [...parties.values()], organiser, sponsor };
}

/** Someone says yes; who pays has the minutes set aside in the same commit. */
export function joinGroupActivity(context: Context, wish: JoinGroupActivity) {
  const { table, now } = context;
  const role = wish.role ?? "RECEIVER";
  return changeGroup(context, {
    operation: "joinGroupActivity",
    wish,
    naming: [wish.partyId],
    may: (its) => whyNotFor(its, wish.partyId) ?? whyNotInvited(its.activity, { ...wish, role }),
    plan: async (its) => {
      const party = partyIn(its, wish.partyId);
      const joined = join(its.activity, { party, role }, its);
      if (isRefusal(joined)) return joined;
      const { next, part } = joined;
      if (!pays(part)) return { next };
      const holds = [{ account: accountIn(its, part.partyId), minutes: part.minutes }];
      const held = await planHold(table, { holds, actId: next.id, now });
      return isRefusal(held) ? held : { next, writes: held.writes };
    },
  });
}

/** A yes taken back frees what was set aside for it. */
export function leaveGroupActivity(context: Context, wish: LeaveGroupActivity) {
  return changeGroup(context, {
    operation: "leaveGroupActivity",
    wish,
    naming: [wish.partyId],
    may: (its) => whyNotFor(its, wish.partyId),
    plan: async (its) => {
      const left = leave(its.activity, wish.partyId);
      if (isRefusal(left)) return left;
      return { next: left.next, writes: await freeing(context, its, [left.part]) };
    },
  });
}

function whyNotFor(its: GroupCase, partyId: string) {
  const party: Party = partyIn(its, partyId);
  return voiceFor(its.viewer, party.id) ? undefined : notYours();
}
