export { nodes, resolvers } from "./resolvers.ts";
export { erasers, wipeIncidents } from "./service/index.ts";
