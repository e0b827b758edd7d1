import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import { AddCover, EndCover } from "../model/index.ts";
import { addCover, categoryFor, coversOf, endCover, holderFor, hubFor } from "../service/index.ts";

/** The insurance of hubs and organisations. */
export const covers = {
  Query: {
    covers: (_root, { hubId, ...args }, context) => coversOf(context, { hubId, args }),
  },
  Mutation: {
    addCover: (_root, { input }, context) =>
      mutate({
        schema: AddCover,
        input,
        field: "cover",
        run: (wish) => addCover(context, wish),
      }),
    endCover: (_root, { input }, context) =>
      mutate({
        schema: EndCover,
        input,
        field: "cover",
        run: (wish) => endCover(context, wish),
      }),
  },
  Cover: {
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    organisation: (cover, _args, context) => holderFor(context, cover),
    categories: ({ categoryIds }, _args, context) =>
      Promise.all(categoryIds.map((id) => categoryFor(context, id))),
  },
} satisfies Resolvers;
