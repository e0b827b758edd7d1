import type { Resolvers } from "../../graphql/generated/types.ts";
import { retentionDue, schedule } from "../service/index.ts";

/** How long things are kept, and what is over. */
export const retention = {
  Query: {
    retentionSchedule: () => schedule,
    retentionDue: (_root, { hubId }, context) => retentionDue(context, hubId),
  },
} satisfies Resolvers;
