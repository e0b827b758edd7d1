import type { Resolvers } from "../../graphql/generated/types.ts";
import { progressOf, waitingIn, waitingParty } from "../reading/index.ts";

/** How far a closing hub has come. */
export const closings = {
  HubClosing: {
    movedMemberCount: async ({ hubId }, _args, context) =>
      (await progressOf(context, hubId))?.movedMemberCount,
    movedOrganisationCount: async ({ hubId }, _args, context) =>
      (await progressOf(context, hubId))?.movedOrganisationCount,
    waitingCount: async ({ hubId }, _args, context) =>
      (await progressOf(context, hubId))?.waitingCount,
    waiting: ({ hubId }, _args, context) => waitingIn(context, hubId),
  },
  ClosingWait: { party: (waiting, _args, context) => waitingParty(context, waiting) },
} satisfies Resolvers;
