export type { Category, Listing, Slot, SpendOption } from "./model/index.ts";
export { ConsentToListing, CreateListing } from "./model/index.ts";
export {
  findCategory,
  findListing,
  findSlot,
  findSpendOption,
} from "./repository/index.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export {
  erasers,
  exporters,
  listingById,
  type Pair,
  planBooking,
  planHiding,
  planUnbooking,
  suggestMatches,
} from "./service/index.ts";
