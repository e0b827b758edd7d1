import type { Resolvers } from "../../graphql/generated/types.ts";
import type { NodeFinders } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { correctionById } from "../service/index.ts";
import { access } from "./access.ts";
import { corrections } from "./correction.ts";
import { erasures, nodes as ofErasures } from "./erasure.ts";
import { exporting } from "./export.ts";
import { retention } from "./retention.ts";

export const resolvers: Resolvers = {
  ...access,
  ...corrections,
  ...erasures,
  Query: {
    ...access.Query,
    ...corrections.Query,
    ...erasures.Query,
    ...exporting.Query,
    ...retention.Query,
  },
  Mutation: { ...corrections.Mutation, ...erasures.Mutation },
};

export const nodes: NodeFinders<Context> = {
  ...ofErasures,
  cor: async (context, id) => {
    const found = await correctionById(context, id);
    return found && { __typename: "CorrectionRequest", ...found };
  },
};
