import type { Resolvers } from "../../graphql/generated/types.ts";
import { readInput } from "../../kernel/index.ts";
import { CanDoWish } from "../model/index.ts";
import { canDo, statutoryRules, suggestMatches } from "../service/index.ts";

/** What a member could do, and what the law asks for everywhere. */
export const answers = {
  Query: {
    canDo: (_root, wish, context) => {
      const read = readInput(CanDoWish, wish);
      return read.ok ? canDo(context, read.input) : null;
    },
    suggestMatches: (_root, { listingId }, context) => suggestMatches(context, listingId),
    statutoryRules: () => statutoryRules,
  },
} satisfies Resolvers;
