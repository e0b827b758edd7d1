import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate, sameIdAs } from "../../kernel/index.ts";
import {
  CancelGroupActivity,
  giverMinutesOf,
  JoinGroupActivity,
  LeaveGroupActivity,
  PlanGroupActivity,
  RunGroupActivity,
  type VisiblePart,
} from "../model/index.ts";
import {
  actorOf,
  cancelGroupActivity,
  categoryFor,
  groupById,
  groupsOf,
  hubFor,
  joinGroupActivity,
  leaveGroupActivity,
  partyInGroup,
  planGroupActivity,
  runGroupActivity,
  shown,
} from "../service/index.ts";

export const groupResolvers = {
  Query: {
    groupActivity: (_root, { id }, context) => groupById(context, id),
    groupActivities: (_root, { hubId, ...args }, context) => groupsOf(context, { hubId, args }),
  },
  Mutation: {
    planGroupActivity: (_root, { input }, context) =>
      mutate({
        schema: PlanGroupActivity,
        input,
        field: "activity",
        run: async (wish) => shown(context, await planGroupActivity(context, wish)),
      }),
    joinGroupActivity: (_root, { input }, context) =>
      mutate({
        schema: JoinGroupActivity,
        input,
        field: "activity",
        run: async (wish) => shown(context, await joinGroupActivity(context, wish)),
      }),
    leaveGroupActivity: (_root, { input }, context) =>
      mutate({
        schema: LeaveGroupActivity,
        input,
        field: "activity",
        run: async (wish) => shown(context, await leaveGroupActivity(context, wish)),
      }),
    runGroupActivity: (_root, { input }, context) =>
      mutate({
        schema: RunGroupActivity,
        input,
        field: "activity",
        run: async (wish) => shown(context, await runGroupActivity(context, wish)),
      }),
    cancelGroupActivity: (_root, { input }, context) =>
      mutate({
        schema: CancelGroupActivity,
        input,
        field: "activity",
        run: async (wish) => shown(context, await cancelGroupActivity(context, wish)),
      }),
  },
  GroupActivity: {
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    organiser: (activity, _args, context) =>
      activity.organiserId === undefined
        ? undefined
        : partyInGroup(context, activity, activity.organiserId),
    category: ({ categoryId }, _args, context) =>
      categoryId === undefined ? null : categoryFor(context, categoryId),
    channel: ({ channel }) => channel ?? "IN_PERSON",
    giverMinutes: ({ parts }) => giverMinutesOf(parts),
    parts: (activity): readonly VisiblePart[] | undefined =>
      activity.seenParts.length > 0
        ? activity.seenParts.map((part) => ({ ...part, activity }))
        : undefined,
    happenedOn: (activity) => (activity.status === "RUN" ? activity.happenedOn : undefined),
    journalEntryId: ({ id, status }) => (status === "RUN" ? sameIdAs(id, "jrn") : undefined),
  },
  GroupPart: {
    party: ({ activity, partyId }, _args, context) => partyInGroup(context, activity, partyId),
    joinedBy: ({ partyId, joinedBy, joinedAt }, _args, context) =>
      joinedBy === undefined || joinedAt === undefined
        ? undefined
        : actorOf(context, { by: joinedBy, at: joinedAt, partyId }),
    joined: ({ joinedBy }) => joinedBy !== undefined,
  },
} satisfies Resolvers;
