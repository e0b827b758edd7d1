import type { Resolvers } from "../graphql/generated/types.ts";
import { hasPrefix, mutate, type NodeFinders, sameIdAs } from "../kernel/index.ts";
import type { Context } from "../table/index.ts";
import {
  Allocate,
  AmendMandate,
  CancelPotRequest,
  CreditSession,
  DecidePotSupport,
  GiveCredits,
  GrantMandate,
  RecogniseActivity,
  RecogniseCare,
  RequestPotSupport,
  ReturnCredits,
} from "./model/index.ts";
import {
  activityRecognitionById,
  activityRecognitionsOf,
  allocate,
  allocationById,
  allotmentsOf,
  amendMandate,
  askerOf,
  cancelPotRequest,
  careRecognitionById,
  careRecognitionsOf,
  creditSession,
  decidePotSupport,
  decisionBehind,
  giftById,
  giveCredits,
  giverOf,
  grantMandate,
  hubOf,
  isMandateStopped,
  issuedMinutes,
  mandateById,
  mandatesIn,
  openPotRequestsIn,
  partyOf,
  potRequestById,
  potRequestsOf,
  recogniseActivity,
  recogniseCare,
  recogniserOf,
  remainingMinutes,
  requestPotSupport,
  returnCredits,
  sessionOf,
  warningsAfter,
} from "./service/index.ts";

const mutations: Resolvers["Mutation"] = {
  grantMandate: (_root, { input }, context) =>
    mutate({
      schema: GrantMandate,
      input,
      field: "mandate",
      run: (wish) => grantMandate(context, wish),
    }),
  amendMandate: (_root, { input }, context) =>
    mutate({
      schema: AmendMandate,
      input,
      field: "mandate",
      run: (wish) => amendMandate(context, wish),
    }),
  allocate: (_root, { input }, context) =>
    mutate({
      schema: Allocate,
      input,
      field: "allocation",
      run: (wish) => allocate(context, wish),
    }),
  returnCredits: (_root, { input }, context) =>
    mutate({
      schema: ReturnCredits,
      input,
      field: "allocation",
      run: (wish) => returnCredits(context, wish),
    }),
  recogniseCare: (_root, { input }, context) =>
    mutate({
      schema: RecogniseCare,
      input,
      field: "recognition",
      run: (wish) => recogniseCare(context, wish),
    }),
  recogniseActivity: (_root, { input }, context) =>
    mutate({
      schema: RecogniseActivity,
      input,
      field: "recognition",
      run: (wish) => recogniseActivity(context, wish),
    }),
  creditSession: (_root, { input }, context) =>
    mutate({
      schema: CreditSession,
      input,
      field: "credits",
      run: (wish) => creditSession(context, wish),
    }),
  giveCredits: (_root, { input }, context) =>
    mutate({
      schema: GiveCredits,
      input,
      field: "gift",
      run: (wish) => giveCredits(context, wish),
    }),
  requestPotSupport: (_root, { input }, context) =>
    mutate({
      schema: RequestPotSupport,
      input,
      field: "potRequest",
      run: (wish) => requestPotSupport(context, wish),
    }),
  decidePotSupport: (_root, { input }, context) =>
    mutate({
      schema: DecidePotSupport,
      input,
      field: "potRequest",
      run: (wish) => decidePotSupport(context, wish),
    }),
  cancelPotRequest: (_root, { input }, context) =>
    mutate({
      schema: CancelPotRequest,
      input,
      field: "potRequest",
      run: (wish) => cancelPotRequest(context, wish),
    }),
};

export const resolvers: Resolvers = {
  Query: {
    mandate: (_root, { id }, context) => mandateById(context, id),
    mandates: (_root, { hubId, quarter }, context) => mandatesIn(context, hubId, quarter),
    allotments: (_root, { organisationId, quarter }, context) =>
      allotmentsOf(context, organisationId, quarter),
    careRecognitions: (_root, { memberId, ...args }, context) =>
      careRecognitionsOf(context, { memberId, args }),
    activityRecognitions: (_root, { memberId, ...args }, context) =>
      activityRecognitionsOf(context, { memberId, args }),
    potRequest: (_root, { id }, context) => potRequestById(context, id),
    potRequests: (_root, { memberId, ...args }, context) =>
      potRequestsOf(context, { memberId, args }),
    openPotRequests: (_root, { hubId, ...args }, context) =>
      openPotRequestsIn(context, { hubId, args }),
    gift: (_root, { id }, context) => giftById(context, id),
  },
  Mutation: mutations,
  Mandate: {
    hub: ({ hubId }, _args, context) => hubOf(context, hubId),
    issuedMinutes: (mandate, _args, context) => issuedMinutes(context, mandate),
    remainingMinutes: (mandate, _args, context) => remainingMinutes(context, mandate),
    isStopped: (mandate, _args, context) => isMandateStopped(context, mandate),
  },
  MandateDecision: {
    decision: (granted, _args, context) => decisionBehind(context, granted),
  },
  Allocation: {
    organisation: ({ organisationId }, _args, context) => partyOf(context, organisationId),
    journalEntryId: ({ id }) => sameIdAs(id, "jrn"),
  },
  CareRecognition: {
    recognisedBy: (one, _args, context) => recogniserOf(context, one),
    member: ({ memberId }, _args, context) => partyOf(context, memberId),
    caredFor: ({ caredForMemberId }, _args, context) =>
      caredForMemberId === undefined ? null : partyOf(context, caredForMemberId),
    reportedMinutes: ({ weeks }) => weeks.reduce((sum, week) => sum + week.reportedMinutes, 0),
    creditedMinutes: ({ weeks }) => weeks.reduce((sum, week) => sum + week.creditedMinutes, 0),
    journalEntryId: ({ id }) => sameIdAs(id, "jrn"),
  },
  ActivityRecognition: {
    recognisedBy: (one, _args, context) => recogniserOf(context, one),
    member: ({ memberId }, _args, context) => partyOf(context, memberId),
    with: async ({ withMemberIds }, _args, context) => {
      const parties = await Promise.all(withMemberIds.map((id) => partyOf(context, id)));
      return parties.filter((party) => party !== undefined);
    },
    session: ({ sessionId }, _args, context) => sessionOf(context, sessionId),
    sponsor: ({ sponsorId }, _args, context) =>
      sponsorId === undefined ? null : partyOf(context, sponsorId),
    journalEntryId: ({ id }) => sameIdAs(id, "jrn"),
  },
  Entry: {
    careRecognition: ({ actId }, _args, context) =>
      hasPrefix(actId, "car") ? careRecognitionById(context, actId) : null,
    activityRecognition: ({ actId }, _args, context) =>
      hasPrefix(actId, "rcg") ? activityRecognitionById(context, actId) : null,
  },
  GiveCreditsPayload: { warnings: ({ gift }, _args, context) => warningsAfter(context, gift) },
  Gift: {
    givenBy: (gift, _args, context) => giverOf(context, gift),
    giver: ({ giverId }, _args, context) => partyOf(context, giverId),
    recipient: ({ recipientId }, _args, context) =>
      recipientId === undefined ? null : partyOf(context, recipientId),
    potOfHub: ({ potOfHubId }, _args, context) =>
      potOfHubId === undefined ? null : hubOf(context, potOfHubId),
    journalEntryId: ({ id }) => sameIdAs(id, "jrn"),
  },
  PotRequest: {
    askedBy: (request, _args, context) => askerOf(context, request),
    member: ({ memberId }, _args, context) => partyOf(context, memberId),
    hub: ({ hubId }, _args, context) => hubOf(context, hubId),
    journalEntryId: ({ id, status }) => (status === "APPROVED" ? sameIdAs(id, "jrn") : null),
  },
};

export const nodes: NodeFinders<Context> = {
  man: named("Mandate", mandateById),
  alo: named("Allocation", allocationById),
  car: named("CareRecognition", careRecognitionById),
  rcg: named("ActivityRecognition", activityRecognitionById),
  gft: named("Gift", giftById),
  pot: named("PotRequest", potRequestById),
};

function named<Thing extends object>(
  __typename: string,
  find: (context: Context, id: string) => Promise<Thing | undefined>,
) {
  return async (context: Context, id: string) => {
    const found = await find(context, id);
    return found && { __typename, ...found };
  };
}
