export { nodes, resolvers } from "./resolvers.ts";
export { erasers, exporters, wipeIncidents } from "./service/index.ts";
