export { nodes, resolvers } from "./resolvers.ts";
export { erasers, exporters } from "./service/index.ts";
