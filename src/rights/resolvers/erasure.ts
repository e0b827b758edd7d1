import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate, type NodeFinders } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { ErasePerson, erasedKinds } from "../model/index.ts";
import { erasePerson, readErasure } from "../service/index.ts";

export const erasures = {
  Query: {
    erasure: (_root, { id }, context) => readErasure(context, id),
  },
  Mutation: {
    erasePerson: (_root, { input }, context) =>
      mutate({
        schema: ErasePerson,
        input,
        field: "erasure",
        run: (wish) => erasePerson(context, wish),
      }),
  },
  Erasure: {
    finishedAt: (erasure) => (erasure.status === "FINISHED" ? erasure.finishedAt : undefined),
    erased: ({ counts }) =>
      erasedKinds.flatMap((kind) => {
        const count = counts[kind] ?? 0;
        return count > 0 ? [{ kind, count }] : [];
      }),
  },
} satisfies Resolvers;

export const nodes: NodeFinders<Context> = {
  ers: async (context, id) => {
    const found = await readErasure(context, id);
    return found && { __typename: "Erasure", ...found };
  },
};
