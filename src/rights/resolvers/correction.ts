import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import { DecideCorrection, RequestCorrection } from "../model/index.ts";
import {
  correctionById,
  correctionsIn,
  correctionsOf,
  decideCorrection,
  isOverdueNow,
  requestCorrection,
} from "../service/index.ts";

/** What somebody says is wrong, and what the hub answers. */
export const corrections = {
  Query: {
    correctionRequest: (_root, { id }, context) => correctionById(context, id),
    correctionRequests: (_root, { hubId, ...args }, context) => correctionsIn(context, hubId, args),
    correctionRequestsOf: (_root, { memberId, ...args }, context) =>
      correctionsOf(context, memberId, args),
  },
  Mutation: {
    requestCorrection: (_root, { input }, context) =>
      mutate({
        schema: RequestCorrection,
        input,
        field: "correctionRequest",
        run: (wish) => requestCorrection(context, wish),
      }),
    decideCorrection: (_root, { input }, context) =>
      mutate({
        schema: DecideCorrection,
        input,
        field: "correctionRequest",
        run: (wish) => decideCorrection(context, wish),
      }),
  },
  CorrectionRequest: {
    isOverdue: (request, _args, context) => isOverdueNow(context, request),
    spokenOver: ({ spoken }) => spoken?.channel,
    answer: (request) => (request.status === "OPEN" ? undefined : request.answer),
    answeredAt: (request) => (request.status === "OPEN" ? undefined : request.answeredAt),
  },
} satisfies Resolvers;
