import type { QueryResolvers } from "../../graphql/generated/types.ts";
import * as service from "../service/index.ts";

export const queries: QueryResolvers = {
  clients: (_root, { placeId, ...args }, context) => service.listClients(context, placeId, args),
  thisClient: (_root, _args, context) => service.thisClient(context),
  me: (_root, _args, context) => service.readMe(context),
  area: (_root, { id }, context) => service.readArea(context, id),
  areas: (_root, { parentId, ...args }, context) =>
    service.listAreas(context, parentId ?? undefined, args),
  hub: (_root, { id }, context) => service.readHub(context, id),
  hubs: (_root, { areaId, ...args }, context) => service.listHubs(context, areaId, args),
  hubPolicy: (_root, { hubId, at }, context) => service.readPolicy(context, hubId, at ?? undefined),
  member: (_root, { id }, context) => service.readMember(context, id),
  memberLimits: (_root, { memberId }, context) => service.readLimits(context, memberId),
  members: (_root, { hubId, status, ...args }, context) =>
    service.listMembers(context, { hubId, status: status ?? undefined }, args),
  organisation: (_root, { id }, context) => service.readOrganisation(context, id),
  organisations: (_root, { hubId, ...args }, context) =>
    service.listOrganisations(context, hubId, args),
  referrals: (_root, { hubId, status, ...args }, context) =>
    service.listReferrals(context, { hubId, status: status ?? undefined }, args),
  roles: (_root, { scopeId, ...args }, context) => service.listRoles(context, scopeId, args),
};
