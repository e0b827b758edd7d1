import type { Resolvers } from "../graphql/generated/types.ts";
import { mutate, type NodeFinders } from "../kernel/index.ts";
import type { Context } from "../table/index.ts";
import {
  DeclareFunding,
  EscalateIssue,
  RaiseIssue,
  RespondToIssue,
  SupportIssue,
} from "./model/index.ts";
import {
  answersOf,
  declareFunding,
  escalateIssue,
  fundingOf,
  hubOf,
  isMine,
  issueById,
  issuesAsked,
  issuesOf,
  ownerOf,
  placeOf,
  raiseIssue,
  respondToIssue,
  silentNow,
  statusNow,
  supporters,
  supportIssue,
} from "./service/index.ts";

const issue = "issue";

const mutations: NonNullable<Resolvers["Mutation"]> = {
  raiseIssue: (_root, { input }, context) =>
    mutate({ schema: RaiseIssue, input, field: issue, run: (w) => raiseIssue(context, w) }),
  supportIssue: (_root, { input }, context) =>
    mutate({ schema: SupportIssue, input, field: "support", run: (w) => supportIssue(context, w) }),
  respondToIssue: (_root, { input }, context) =>
    mutate({ schema: RespondToIssue, input, field: issue, run: (w) => respondToIssue(context, w) }),
  escalateIssue: (_root, { input }, context) =>
    mutate({ schema: EscalateIssue, input, field: issue, run: (w) => escalateIssue(context, w) }),
  declareFunding: (_root, { input }, context) =>
    mutate({
      schema: DeclareFunding,
      input,
      field: "funding",
      run: (w) => declareFunding(context, w),
    }),
};

export const resolvers: Resolvers = {
  Query: {
    issue: (_root, { id }, context) => issueById(context, id),
    issues: (_root, { hubId, ...args }, context) => issuesOf(context, { hubId, args }),
    issuesAsked: (_root, { areaId, ...args }, context) => issuesAsked(context, { areaId, args }),
    answersTo: (_root, { placeId, quarter }, context) => answersOf(context, placeId, quarter),
    fundingDependence: (_root, { organisationId }, context) => fundingOf(context, organisationId),
  },
  Mutation: mutations,
  Issue: {
    hub: (one, _args, context) => hubOf(context, one),
    owner: (one, _args, context) => ownerOf(context, one),
    status: (one, _args, context) => statusNow(context, one),
    supporters: (one, _args, context) => supporters(context, one),
    isSupportedByMe: (one, _args, context) => isMine(context, one),
  },
  IssueAsking: {
    place: (asking, _args, context) => placeOf(context, asking),
    answer: (asking) => asking.answer?.text,
    answeredAt: (asking) => asking.answer?.at,
    isWrittenByOther: (asking) => asking.answer?.isWrittenByOther ?? false,
    isSilent: (asking, _args, context) => silentNow(context, asking),
  },
};

export const nodes: NodeFinders<Context> = {
  iss: async (context, id) => {
    const found = await issueById(context, id);
    return found && { __typename: "Issue", ...found };
  },
};
