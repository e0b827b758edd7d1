import type { Resolvers } from "../../graphql/generated/types.ts";
import type { NodeFinders } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { measureById } from "../service/index.ts";
import { measures } from "./measures.ts";

export const resolvers: Resolvers = { ...measures };

export const nodes: NodeFinders<Context> = {
  itm: async (context, id) => {
    const found = await measureById(context, id);
    return found && { __typename: "InterimMeasure", ...found };
  },
};
