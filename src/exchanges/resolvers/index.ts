import type { Resolvers } from "../../graphql/generated/types.ts";
import type { NodeFinders } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { exchangeById, groupById, learningById, seriesById, visitById } from "../service/index.ts";
import { exchangeResolvers } from "./exchange.ts";
import { groupResolvers } from "./group.ts";
import { learningResolvers } from "./learning.ts";
import { seriesResolvers } from "./series.ts";
import { visitResolvers } from "./visit.ts";

export const resolvers: Resolvers = {
  ...exchangeResolvers,
  ...groupResolvers,
  ...learningResolvers,
  ...seriesResolvers,
  ...visitResolvers,
  Exchange: { ...exchangeResolvers.Exchange, ...visitResolvers.Exchange },
  Query: {
    ...exchangeResolvers.Query,
    ...groupResolvers.Query,
    ...learningResolvers.Query,
    ...seriesResolvers.Query,
    ...visitResolvers.Query,
  },
  Mutation: {
    ...exchangeResolvers.Mutation,
    ...groupResolvers.Mutation,
    ...learningResolvers.Mutation,
    ...seriesResolvers.Mutation,
    ...visitResolvers.Mutation,
  },
};

export const nodes: NodeFinders<Context> = {
  exc: async (context, id) => {
    const found = await exchangeById(context, id);
    return found && { __typename: "Exchange", ...found };
  },
  grp: async (context, id) => {
    const found = await groupById(context, id);
    return found && { __typename: "GroupActivity", ...found };
  },
  lrn: async (context, id) => {
    const found = await learningById(context, id);
    return found && { __typename: "LearningRecord", ...found };
  },
  ser: async (context, id) => {
    const found = await seriesById(context, id);
    return found && { __typename: "MentoringSeries", ...found };
  },
  vis: async (context, id) => {
    const found = await visitById(context, id);
    return found && { __typename: "Visit", ...found };
  },
};
