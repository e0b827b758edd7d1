export { nodes, resolvers } from "./resolvers.ts";
export { runErasures } from "./service/index.ts";
