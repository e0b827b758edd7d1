export {
  actedBy,
  allows,
  alreadyThere,
  anyTieTo,
  holdsPowerInLaw,
  hubIsClosing,
  isChildOf,
  isMetBy,
  type Lasting,
  type Tie,
  tieTo,
  whyNotHeard,
  whyNotOpen,
} from "./decide/index.ts";
export type {
  ActedBy,
  Area,
  AssistedRecord,
  ErasedIdentity,
  Erasing,
  ErasingMember,
  HeldOf,
  HeldOfMember,
  Hub,
  HubPolicy,
  Member,
  MemberStatus,
  Objection,
  Organisation,
  OrganisationKind,
  Party,
  PresentMember,
} from "./model/index.ts";
export {
  AcceptCodeOfConduct,
  ActivateMember,
  limitFields,
  RecordInterview,
  RegisterAssisted,
  WaiveRequirement,
} from "./model/index.ts";
export {
  areasFor,
  everyHub,
  findArea,
  findHub,
  findMember,
  findOrganisation,
  findParty,
  findPerson,
  findRecord,
  hubsUnder,
  keepPerson,
  memberMoved,
  memberStands,
  membersFor,
  nameOfPerson,
  objectionsForHub,
  organisationsFor,
  partyOfMember,
  partyOfOrganisation,
  personLines,
  policyOf,
  recordsForMember,
  saveRecord,
  whereNow,
} from "./repository/index.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export { accountRefOf } from "./service/account.ts";
export { actorOf } from "./service/acting.ts";
export { across, planEnding, signed } from "./service/carrying.ts";
export { nameOfClient } from "./service/clients.ts";
export { planCorrection } from "./service/correcting.ts";
export { erasers } from "./service/erasing/limits.ts";
export { type ErasedMembership, sweepIdentity } from "./service/erasing/person.ts";
export { findLeaver, type Leaver } from "./service/erasing/who.ts";
export { exporters, exportIdentity } from "./service/exporting.ts";
export { hubStands, planBegin, planFinish } from "./service/hub-closing.ts";
export { findKept, kept } from "./service/keeping.ts";
export { warningsAbout } from "./service/limits.ts";
export { partyThen, policiesThen, withLimits } from "./service/limits-then.ts";
export { isThere, planMemberMove, planOrganisationMove } from "./service/moving.ts";
export { isOfMembership, planObjectionToMembership } from "./service/objecting.ts";
export { planRecord } from "./service/records.ts";
export { loadViewer, type SignedIn } from "./service/viewer.ts";
