import type { Resolvers } from "../../graphql/generated/types.ts";
import { invariant } from "../../kernel/index.ts";
import * as service from "../service/index.ts";

export const places: Resolvers = {
  Area: {
    parent: ({ path: [, parentId] }, _args, context) =>
      parentId === undefined ? undefined : service.readArea(context, parentId),
    children: ({ id }, args, context) => service.listAreas(context, id, args),
    hubs: (area, args, context) => service.hubsBelow(context, area, args),
  },
  Hub: {
    area: async ({ areaId }, _args, context) => {
      const area = await service.readArea(context, areaId);
      invariant(area, "a hub stands in an area");
      return area;
    },
    policy: ({ id }, { at }, context) => service.readPolicy(context, id, at ?? undefined),
    policyVersions: ({ id }, args, context) => service.listPolicies(context, id, args),
  },
};
