export { nodes, resolvers } from "./resolvers/index.ts";
export { runDeadlines } from "./service/index.ts";
