import type { Resolvers } from "../../graphql/generated/types.ts";
import type { NodeFinders } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { categoryById, listingById, slotById, spendOptionById } from "../service/index.ts";
import { mutations } from "./mutations.ts";
import { queries } from "./queries.ts";
import { types } from "./types.ts";

export const resolvers: Resolvers = { Query: queries, Mutation: mutations, ...types };

export const nodes: NodeFinders<Context> = {
  cat: async (context, id) => named("Category", await categoryById(context, id)),
  lst: async (context, id) => named("Listing", await listingById(context, id)),
  spo: async (context, id) => named("SpendOption", await spendOptionById(context, id)),
  slt: async (context, id) => named("SpendSlot", await slotById(context, id)),
};

const named = <Thing extends object>(__typename: string, thing: Thing | undefined) =>
  thing && { __typename, ...thing };
