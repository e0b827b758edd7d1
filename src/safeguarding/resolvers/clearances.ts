import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import { GrantClearance, RevokeClearance } from "../model/index.ts";
import {
  clearancesFor,
  expiringClearances,
  grantClearance,
  hubFor,
  partyFor,
  revokeClearance,
} from "../service/index.ts";

/** What members were seen to have. */
export const clearances = {
  Query: {
    clearances: (_root, { memberId, ...args }, context) =>
      clearancesFor(context, { memberId, args }),
    expiringClearances: (_root, { hubId, withinDays, ...args }, context) =>
      expiringClearances(context, { hubId, withinDays, args }),
  },
  Mutation: {
    grantClearance: (_root, { input }, context) =>
      mutate({
        schema: GrantClearance,
        input,
        field: "clearance",
        run: (wish) => grantClearance(context, wish),
      }),
    revokeClearance: (_root, { input }, context) =>
      mutate({
        schema: RevokeClearance,
        input,
        field: "clearance",
        run: (wish) => revokeClearance(context, wish),
      }),
  },
  Clearance: {
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    member: ({ memberId }, _args, context) => partyFor(context, memberId),
  },
} satisfies Resolvers;
