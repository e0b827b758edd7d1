export { nodes, resolvers } from "./resolvers/index.ts";
export { erasers, runDeadlines } from "./service/index.ts";
export {
  planObjectionToConfirmation,
  planObjectionToSeries,
  planObjectionToYes,
  type Undone,
} from "./service/objecting.ts";
export { exchangeById, seriesById } from "./service/read.ts";
