import type { Resolvers } from "../../graphql/generated/types.ts";
import { invariant } from "../../kernel/index.ts";
import type { HubEnd } from "../model/index.ts";
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
    status: (hub) => service.hubStatusOf(hub),
    closing: ({ id, closing }): HubEnd | undefined => closing && { ...closing, hubId: id },
    policy: ({ id }, { at }, context) => service.readPolicy(context, id, at ?? undefined),
    policyVersions: ({ id }, args, context) => service.listPolicies(context, id, args),
  },
  HubClosing: {
    successor: async ({ successorHubId }, _args, context) => {
      const hub = await service.readHub(context, successorHubId);
      invariant(hub, "the successor of a hub exists");
      return hub;
    },
  },
};
