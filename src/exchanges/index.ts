export type { Visit } from "./model/index.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export {
  erasers,
  exchangeById,
  exporters,
  raiseVisitAlarms,
  runDeadlines,
  visitOf,
} from "./service/index.ts";
