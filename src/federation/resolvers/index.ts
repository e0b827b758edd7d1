import type { Resolvers } from "../../graphql/generated/types.ts";
import type { NodeFinders } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { agreementById, moveById } from "../reading/index.ts";
import { agreements } from "./agreement.ts";
import { closings } from "./closing.ts";
import { moves } from "./move.ts";

export const resolvers: Resolvers = {
  ...agreements,
  ...moves,
  ...closings,
  Query: { ...agreements.Query, ...moves.Query },
  Mutation: { ...agreements.Mutation, ...moves.Mutation },
};

export const nodes: NodeFinders<Context> = {
  agr: async (context, id) => {
    const found = await agreementById(context, id);
    return found && { __typename: "InterHubAgreement", ...found };
  },
  mov: async (context, id) => {
    const found = await moveById(context, id);
    return found && { __typename: "MoveRequest", ...found };
  },
};
