import type { Resolvers } from "../../graphql/generated/types.ts";
import { hubFor, measuresForHub, partyFor } from "../service/index.ts";

/** What members do not do for a while. */
export const measures = {
  Query: {
    interimMeasures: (_root, { hubId, ...args }, context) =>
      measuresForHub(context, { hubId, args }),
  },
  InterimMeasure: {
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    member: ({ memberId }, _args, context) => partyFor(context, memberId),
  },
} satisfies Resolvers;
