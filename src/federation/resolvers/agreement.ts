import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import { AgreeInterHub, EndInterHub, ProposeInterHub } from "../model/index.ts";
import { agreementById, agreementsForHub, clearingFor, hubFor } from "../reading/index.ts";
import { agreeInterHub, endInterHub, proposeInterHub } from "../service/index.ts";

/** Agreements between hubs. */
export const agreements = {
  Query: {
    interHubAgreements: (_root, { hubId, ...args }, context) =>
      agreementsForHub(context, { hubId, args }),
    interHubAgreement: (_root, { id }, context) => agreementById(context, id),
  },
  Mutation: {
    proposeInterHub: (_root, { input }, context) =>
      mutate({
        schema: ProposeInterHub,
        input,
        field: "agreement",
        run: (wish) => proposeInterHub(context, wish),
      }),
    agreeInterHub: (_root, { input }, context) =>
      mutate({
        schema: AgreeInterHub,
        input,
        field: "agreement",
        run: (wish) => agreeInterHub(context, wish),
      }),
    endInterHub: (_root, { input }, context) =>
      mutate({
        schema: EndInterHub,
        input,
        field: "agreement",
        run: (wish) => endInterHub(context, wish),
      }),
  },
  InterHubAgreement: {
    hubs: ({ hubIds }, _args, context) =>
      Promise.all(hubIds.map((hubId) => hubFor(context, hubId))),
    clearing: (agreement, _args, context) => clearingFor(context, agreement),
  },
  InterHubProposal: {
    by: ({ byHubId }, _args, context) => hubFor(context, byHubId),
  },
  ClearingBalance: {
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    partner: ({ partnerHubId }, _args, context) => hubFor(context, partnerHubId),
  },
} satisfies Resolvers;
