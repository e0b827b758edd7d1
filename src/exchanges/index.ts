export { nodes, resolvers } from "./resolvers/index.ts";
export { erasers, raiseVisitAlarms, runDeadlines } from "./service/index.ts";
