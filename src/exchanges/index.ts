export { nodes, resolvers } from "./resolvers/index.ts";
export { erasers, exporters, raiseVisitAlarms, runDeadlines } from "./service/index.ts";
