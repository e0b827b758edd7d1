import type { QueryResolvers } from "../../graphql/generated/types.ts";
import {
  categoriesUnder,
  categoryById,
  listingById,
  listingsOf,
  searchListings,
  skillsOf,
  spendOptionById,
  spendOptionsOf,
} from "../service/index.ts";

export const queries: QueryResolvers = {
  categories: (_root, { parentId, ...args }, context) =>
    categoriesUnder(context, { parentId: parentId ?? undefined, args }),
  category: (_root, { id }, context) => categoryById(context, id),
  listing: (_root, { id }, context) => listingById(context, id),
  listingsOf: (_root, { partyId, ...args }, context) => listingsOf(context, { partyId, args }),
  searchListings: (_root, { first, after, last, before, ...wish }, context) =>
    searchListings(context, { wish, args: { first, after, last, before } }),
  skills: (_root, { memberId }, context) => skillsOf(context, memberId),
  spendOption: (_root, { id }, context) => spendOptionById(context, id),
  spendOptions: (_root, { hubId, ...args }, context) => spendOptionsOf(context, { hubId, args }),
};
