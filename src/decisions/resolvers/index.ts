import type { Resolvers } from "../../graphql/generated/types.ts";
import type { NodeFinders } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import {
  actionById,
  actionsOf,
  artefactById,
  artefactsOf,
  authorsOf,
  circleNow,
  closedOf,
  decisionBehindMandate,
  decisionById,
  decisionsOf,
  gapFor,
  modelProfileOf,
  nameOfPosition,
  ownRating,
  positionsOf,
  powerMapOf,
  recordOf,
  tallyOf,
  voicesIn,
} from "../service/index.ts";
import { mutations } from "./mutations.ts";

export const resolvers: Resolvers = {
  Query: {
    decision: (_root, { id }, context) => decisionById(context, id),
    decisions: (_root, { circleId, ...args }, context) => decisionsOf(context, { circleId, args }),
    artefact: (_root, { id }, context) => artefactById(context, id),
    artefacts: (_root, { circleId, ...args }, context) => artefactsOf(context, { circleId, args }),
    action: (_root, { id }, context) => actionById(context, id),
    decisionTrace: (_root, { decisionId }, context) => decisionById(context, decisionId),
    modelProfile: (_root, { circleId }, context) => modelProfileOf(context, circleId),
    powerMap: (_root, { circleId }, context) => powerMapOf(context, circleId),
    rungDistribution: (_root, { placeId, quarter }, context) => recordOf(context, placeId, quarter),
  },
  Mutation: mutations,
  Artefact: {
    circle: ({ circleId }, _args, context) => circleNow(context, circleId),
    authorSeatIds: (artefact, _args, context) => authorsOf(context, artefact),
    isAgreed: ({ agreedInId }) => agreedInId !== undefined,
  },
  Decision: {
    circle: ({ circleId }, _args, context) => circleNow(context, circleId),
    artefact: ({ artefactId }, _args, context) => artefactById(context, artefactId),
    rule: ({ terms }) => terms.rule,
    isBinding: ({ terms }) => terms.isBinding,
    viewsSought: ({ consultation }) => consultation.viewsSought,
    viewsAnswered: ({ consultation }) => consultation.viewsAnswered,
    closedAt: (decision) => closedOf(decision)?.closedAt,
    outcome: (decision) => closedOf(decision)?.outcome,
    rung: (decision) => closedOf(decision)?.rung,
    decidedAt: (decision) => closedOf(decision)?.decidedAt.place,
    where: (decision) => closedOf(decision)?.decidedAt.where,
    overriding: (decision) => (decision.status === "OVERRIDDEN" ? decision.overriding : undefined),
    tally: (decision, _args, context) => tallyOf(context, decision),
    positions: (decision, args, context) => positionsOf(context, decision, args),
    actions: (decision, args, context) => actionsOf(context, decision, args),
    selfRatingGap: (decision, _args, context) => gapFor(context, decision),
    myRating: (decision, _args, context) => ownRating(context, decision),
  },
  Position: {
    name: (position, _args, context) => nameOfPosition(context, position),
    isWrittenByBroker: ({ spoken }) => spoken !== undefined,
  },
  SeatMandate: { decision: (mandate, _args, context) => decisionBehindMandate(context, mandate) },
  Action: {
    decision: ({ decisionId }, _args, context) => decisionById(context, decisionId),
    isDone: ({ status }) => status === "DONE",
  },
  DecisionTrace: {
    voices: (decision, args, context) => voicesIn(context, decision, args),
    artefact: ({ artefactId }, _args, context) => artefactById(context, artefactId),
    decision: (decision) => decision,
    actions: (decision, args, context) => actionsOf(context, decision, args),
  },
};

export const nodes: NodeFinders<Context> = {
  art: named("Artefact", artefactById),
  dec: named("Decision", decisionById),
  atn: named("Action", actionById),
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
