export { nodes, resolvers } from "./resolvers.ts";
export { erasers } from "./service/index.ts";
