export { nodes, resolvers } from "./resolvers/index.ts";
export { erasers, runDeadlines } from "./service/index.ts";
