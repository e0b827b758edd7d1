export type {
  Area,
  Hub,
  HubPolicy,
  Member,
  MemberStatus,
  Organisation,
  OrganisationKind,
  Party,
} from "./model/index.ts";
export {
  everyHub,
  findHub,
  findMember,
  findOrganisation,
  findParty,
  hubsUnder,
  partyOfMember,
  partyOfOrganisation,
  policyOf,
} from "./repository/index.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export { accountRefOf } from "./service/account.ts";
export { loadViewer, type SignedIn } from "./service/viewer.ts";
