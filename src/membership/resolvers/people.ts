import type { Resolvers } from "../../graphql/generated/types.ts";
import { hasPrefix, invariant } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { erasedPerson, legalBasisOf, type VisibleGuardian } from "../model/index.ts";
import * as service from "../service/index.ts";

/** What belongs to a hub has one: no hub is ever removed. */
export async function hubOf(context: Context, hubId: string) {
  const hub = await service.readHub(context, hubId);
  invariant(hub, "what belongs to a hub has one");
  return hub;
}

/** Who was erased is no longer there, but what they did is, and says that someone did it. */
export const personOf = async (context: Context, personId: string) =>
  (await service.readPerson(context, personId)) ?? erasedPerson(personId);

const guardian: Resolvers["Guardian"] = {
  person: ({ personId }, _args, context) => personOf(context, personId),
  isEvidenceNoted: ({ evidence }) => evidence !== undefined,
  evidenceNote: ({ evidence, showsEvidence }) => (showsEvidence ? evidence?.note : undefined),
  contact: ({ contact, showsContact }) => (showsContact ? contact : undefined),
};

const supporter: Resolvers["Supporter"] = {
  person: ({ personId }, _args, context) => personOf(context, personId),
  legalBasis: ({ kind }) => legalBasisOf[kind],
  evidence: ({ evidence, showsEvidence }) => (showsEvidence ? evidence : undefined),
  consentNote: ({ consent, showsEvidence }) => (showsEvidence ? consent?.note : undefined),
};

const member: Resolvers["Member"] = {
  supporters: (one, _args, context) => service.supportersSeen(context, one),
  account: (one, _args, context) => service.readAccountOf(context, service.partyOfMember(one)),
  hub: ({ hubId }, _args, context) => hubOf(context, hubId),
  person: async ({ personId, hubId }, _args, context) => ({
    ...(await personOf(context, personId)),
    hubId,
  }),
  channel: ({ entry }) => entry.channel,
  helperName: ({ entry }) => entry.helperName,
  guardians: (one, _args, context): readonly VisibleGuardian[] => {
    const showsEvidence = service.worksOn(context, one);
    const { personId } = context.viewer;
    return one.guardians.map((guardian) => ({
      ...guardian,
      showsEvidence,
      showsContact: showsEvidence || guardian.personId === personId,
    }));
  },
  missingSteps: (one, _args, context) => service.stillMissing(context, one),
  interviewHeldOn: (one) => ("interview" in one ? one.interview?.heldOn : undefined),
  interviewNote: (one, _args, context) =>
    "interview" in one && service.worksOn(context, one) ? one.interview?.note : undefined,
  referenceCount: ({ references }) => references.length,
  references: (one, _args, context) => (service.worksOn(context, one) ? one.references : undefined),
  codeOfConductAcceptedAt: ({ codeOfConduct }) => codeOfConduct?.acceptedAt,
  appliedAt: ({ createdAt }) => createdAt,
  activatedAt: (one) => ("activatedAt" in one ? one.activatedAt : undefined),
  guardianConsent: ({ guardianConsent }) => guardianConsent,
  pausedBy: (one) => service.pausedBy(one),
  leftBy: (one) => service.leftBy(one),
  profileChangedAt: ({ profileChange }) => profileChange?.at,
  profileChangedBy: (one) => service.profileChangedBy(one),
  pausedAt: (one) => (one.status === "PAUSED" ? one.pausedAt : undefined),
  pauseReason: (one) => (one.status === "PAUSED" ? one.pauseReason : undefined),
  leftAt: (one) => (one.status === "LEFT" ? one.leftAt : undefined),
  leaveReason: (one) => (one.status === "LEFT" ? one.leaveReason : undefined),
  limits: (one, _args, context) => service.limitsOf(context, one),
  consents: (one, _args, context) => service.readConsents(context, one),
  consentChanges: (one, args, context) => service.listConsentChanges(context, one, args),
  movedTo: (one, _args, context) => service.movedTo(context, one),
  movedToHub: (one, _args, context) => service.movedToHub(context, one),
  movedFrom: (one, _args, context) => service.movedFrom(context, one),
};

const me: Resolvers["Me"] = {
  memberships: (root, _args, context) => service.membershipsOf(context, root),
  roles: (root, _args, context) => service.rolesOf(context, root),
  supported: (_root, _args, context) => service.supportedOf(context),
  wards: (root, _args, context) => service.wardsOf(context, root),
  organisations: (root, _args, context) => service.organisationsOf(context, root),
  demographics: (_root, _args, context) => service.readDemographics(context),
};

const roleGrant: Resolvers["RoleGrant"] = {
  person: ({ personId }, _args, context) => personOf(context, personId),
  hub: ({ scopeId }, _args, context) =>
    hasPrefix(scopeId, "hub") ? hubOf(context, scopeId) : undefined,
  area: ({ scopeId }, _args, context) =>
    hasPrefix(scopeId, "are") ? service.readArea(context, scopeId) : undefined,
  grantedAt: ({ createdAt }) => createdAt,
  grantedBy: ({ grantedBy }, _args, context) => service.readPerson(context, grantedBy),
  startsAt: ({ startsAt, createdAt }) => startsAt ?? createdAt,
  isHeld: (grant, _args, { now }) => service.isHeld(grant, now),
  endedBy: ({ endedBy }, _args, context) =>
    endedBy === undefined ? undefined : service.readPerson(context, endedBy),
};

const clientApp: Resolvers["ClientApp"] = {
  hub: ({ placeId }, _args, context) =>
    hasPrefix(placeId, "hub") ? hubOf(context, placeId) : undefined,
  area: ({ placeId }, _args, context) =>
    hasPrefix(placeId, "are") ? service.readArea(context, placeId) : undefined,
  isInForce: (client, _args, { now }) => service.isClientInForce(client, now),
  registeredAt: ({ createdAt }) => createdAt,
  registeredBy: ({ registeredBy }, _args, context) =>
    context.viewer.machine ? undefined : service.readPerson(context, registeredBy),
};

export const people: Resolvers = {
  ActedBy: {
    name: ({ personId }, _args, context) => service.nameOf(context, personId),
    actingFor: ({ partyId }, _args, context) =>
      partyId === undefined ? undefined : service.readParty(context, partyId),
  },
  ClientApp: clientApp,
  Guardian: guardian,
  GuardianWord: {
    guardian: ({ guardianPersonId }, _args, context) => personOf(context, guardianPersonId),
    readBack: ({ readBack }) => readBack ?? false,
    recordedBy: ({ recordedBy }, _args, context) =>
      recordedBy === undefined ? undefined : service.nameOf(context, recordedBy),
  },
  Supporter: supporter,
  LoginCode: {
    member: async ({ memberId }, _args, context) => {
      const found = await service.readMember(context, memberId);
      invariant(found, "a broker sees the member a code is for");
      return found;
    },
  },
  Me: me,
  Member: member,
  MemberLimitChange: {
    by: ({ byPersonId }, _args, context) => personOf(context, byPersonId),
  },
  MemberLimits: {
    changes: ({ memberId }, args, context) => service.listLimitChanges(context, memberId, args),
  },
  Account: {
    hub: ({ account }, _args, context) => hubOf(context, account.hubId),
    holder: ({ account }, _args, context) => service.holderPartyOf(context.table, account),
    warnings: (head, _args, context) => service.warningsOn(context, head),
    earlierAccounts: (head, _args, context) => service.earlierAccounts(context, head),
  },
  Entry: { counterpart: (entry, _args, context) => service.counterpartOf(context.table, entry) },
  Organisation: {
    account: (one, _args, context) =>
      service.readAccountOf(context, service.partyOfOrganisation(one)),
    hub: ({ hubId }, _args, context) => hubOf(context, hubId),
    admins: (one, _args, context) => service.adminsOf(context, one),
    movedTo: (one, _args, context) => service.organisationMovedTo(context, one),
    movedFrom: (one, _args, context) => service.organisationMovedFrom(context, one),
  },
  Referral: {
    byName: (referral, _args, context) => service.senderOf(context, referral),
    hub: ({ hubId }, _args, context) => hubOf(context, hubId),
    member: ({ memberId }, _args, context) =>
      memberId === undefined ? undefined : service.readMember(context, memberId),
  },
  RoleGrant: roleGrant,
};
