export { hubStatusOf } from "../decide/index.ts";
export { partyOfMember, partyOfOrganisation } from "../repository/index.ts";
export { counterpartOf, holderPartyOf, readAccountOf } from "./account.ts";
export * from "./acting.ts";
export { leaveHub, pauseMembership, resumeMembership } from "./belonging.ts";
export {
  endClient,
  findVisibleClient,
  isClientInForce,
  listClients,
  registerClient,
  thisClient,
} from "./clients.ts";
export { setCommunicationProfile } from "./communication.ts";
export {
  consentTexts,
  giveConsent,
  listConsentChanges,
  readConsents,
  withdrawConsent,
} from "./consent.ts";
export { giveDemographics, readDemographics, removeDemographics } from "./demographics.ts";
export {
  giveGuardianConsent,
  shareGuardianContact,
  withdrawGuardianConsent,
  withdrawGuardianContact,
} from "./guardian-consent.ts";
export { endGuardian, linkGuardian } from "./guardians.ts";
export {
  earlierAccounts,
  movedFrom,
  movedTo,
  movedToHub,
  organisationMovedFrom,
  organisationMovedTo,
} from "./history.ts";
export { cancelHubClosing, closeHub } from "./hub-closing.ts";
export { apply, applyForChild, registerAssisted } from "./joining.ts";
export {
  clearMemberLimits,
  limitsOf,
  listLimitChanges,
  readLimits,
  setMemberLimits,
  warningsOn,
} from "./limits.ts";
export { createLoginCode } from "./login-codes.ts";
export {
  acceptCodeOfConduct,
  activateMember,
  addReference,
  recordInterview,
  waiveRequirement,
} from "./onboarding.ts";
export {
  addOrganisationAdmin,
  createOrganisation,
  removeOrganisationAdmin,
} from "./organisations.ts";
export { updateMember } from "./own-data.ts";
export { linkLogin, registerPerson } from "./people.ts";
export { createArea, createHub, setHubPolicy } from "./places.ts";
export * from "./reading.ts";
export { closeReferral, findVisibleReferral, referPerson, senderOf } from "./referrals.ts";
export { endRole, findVisibleRole, grantRole, isHeld } from "./roles.ts";
export { seenAtFirst, seenOf } from "./sight.ts";
export { appointSupporter, endSupporter } from "./supporters.ts";
