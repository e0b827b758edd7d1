import {
  hasPrefix,
  invalid,
  isRefusal,
  notFound,
  type Power,
  type Viewer,
} from "../../kernel/index.ts";
import { needsPromise, planHold } from "../../ledger/index.ts";
import { findHub, hubIsClosing, planRecord, policyOf } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import {
  join,
  leave,
  notYours,
  organises,
  planGroup,
  voiceFor,
  whyNotInvited,
  whyNotPayGuardianIn,
  whyNotSpendOn,
} from "../decide/index.ts";
import type {
  GroupActivity,
  JoinGroupActivity,
  LeaveGroupActivity,
  PlanGroupActivity,
} from "../model/index.ts";
import { createGroup, findGroup, giverLineRemoval } from "../repository/index.ts";
import { partiesOf } from "./change.ts";
import { whoIsThere } from "./children.ts";
import { linesToCount, whyNotSafeToJoin } from "./gathering.ts";
import { accountIn, changeGroup, freeing, holdsFor, partyIn } from "./group-change.ts";
import { makeOnce } from "./once.ts";
import { categoryIn, whyNotOfKind } from "./propose.ts";

/** Plans something for several people. Nobody takes part until they join. */
export function planGroupActivity(context: Context, wish: PlanGroupActivity) {
  const { table, viewer, now } = context;
  return makeOnce(context, {
    operation: "planGroupActivity",
    prefix: "grp",
    wish,
    find: findGroup,
    facts: () => namedIn(context, wish),
    plan: async (named, stored) => {
      const unfit = whyNotOfKind(wish, named.category);
      if (unfit) return unfit;
      const policy = await policyOf(table, wish.hubId, now);
      if (policy.isWindingUp) return hubIsClosing("hubId");
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

/**
 * The hub and parties that a plan names, or which of them nobody knows in that hub. Who may not
 * plan there is told so first, and so does not learn which of them exist.
 */
async function namedIn(context: Context, wish: PlanGroupActivity) {
  const { table, viewer } = context;
  if (wish.organiserId !== undefined && hasPrefix(wish.organiserId, "mem")) return notAnOrganiser();
  if (!organises(viewer, wish)) return notYours(viewer);
  const ids = [...wish.givers.map((giver) => giver.partyId), wish.organiserId, wish.sponsorId];
  const [hub, category, found] = await Promise.all([
    findHub(table, wish.hubId),
    categoryIn(table, wish),
    partiesOf(table, [...new Set(ids.filter((id) => id !== undefined))]),
  ]);
  const parties = await whoIsThere(context, found);
  if (!hub) return notFound("hubId");
  const isHere = (id: string | undefined) =>
    id === undefined || parties.get(id)?.hubId === wish.hubId;
  if (!isHere(wish.organiserId)) return notFound("organiserId");
  const unknown = wish.givers.findIndex((giver) => !isHere(giver.partyId));
  if (unknown >= 0) return notFound(`givers.${unknown}.partyId`);
  if (!isHere(wish.sponsorId)) return notFound("sponsorId");
  const sponsor = wish.sponsorId === undefined ? undefined : parties.get(wish.sponsorId);
  return { parties: [...parties.values()], sponsor, category };
}

/** Someone says yes; in the same commit who pays has the minutes set aside, who gives is promised. */
export function joinGroupActivity(context: Context, wish: JoinGroupActivity) {
  const { table, now } = context;
  const role = wish.role ?? "RECEIVER";
  return changeGroup(context, {
    operation: "joinGroupActivity",
    wish,
    naming: [wish.partyId],
    may: ({ viewer, activity }) =>
      whyNotFor(viewer, wish.partyId, role === "RECEIVER" ? "SPEND" : "ARRANGE_HELP") ??
      (role === "RECEIVER" ? whyNotSpendOn(viewer, wish.partyId, giversIn(activity)) : undefined) ??
      whyNotInvited(activity, { ...wish, role }),
    plan: async (its) => {
      if (its.policy.isWindingUp) return hubIsClosing();
      const party = partyIn(its, wish.partyId);
      const account = accountIn(its, party.id);
      const gain = whyNotPayGuardianIn(its.activity, { party, role }, its);
      if (gain) return gain;
      const isLimited = needsPromise({ account });
      const joined = join(its.activity, { party, role, isLimited }, its);
      if (isRefusal(joined)) return joined;
      const { next, part } = joined;
      const unsafe = await whyNotSafeToJoin(context, its, joined);
      if (unsafe) return unsafe;
      const holds = holdsFor(its, [part]);
      const receivers = part.role === "GIVER" ? [account] : [];
      const held = await planHold(table, { holds, receivers, actId: next.id, now });
      if (isRefusal(held)) return held;
      const thingVersion = its.activity.version + 1;
      const act = { kind: "GROUP", thingId: next.id, party, thingVersion } as const;
      const counted = await linesToCount(context, its, joined);
      const record = await planRecord(context, act);
      return { next, writes: [...held.writes, ...counted, ...record] };
    },
  });
}

/** A yes taken back frees what was set aside or promised for it. */
export function leaveGroupActivity(context: Context, wish: LeaveGroupActivity) {
  return changeGroup(context, {
    operation: "leaveGroupActivity",
    wish,
    naming: [wish.partyId],
    may: ({ viewer }) => whyNotFor(viewer, wish.partyId),
    plan: async (its) => {
      const left = leave(its.activity, wish.partyId);
      if (isRefusal(left)) return left;
      const [freed, line] = await Promise.all([
        freeing(context, its, [left.part]),
        giverLineRemoval(context.table, its.activity, wish.partyId),
      ]);
      return { next: left.next, writes: [...freed, ...line] };
    },
  });
}

const giversIn = ({ parts }: GroupActivity) =>
  parts.filter(({ role }) => role === "GIVER").map(({ partyId }) => partyId);

const whyNotFor = (viewer: Viewer, partyId: string, power: Power = "ARRANGE_HELP") =>
  voiceFor(viewer, partyId, power) ? undefined : notYours();
