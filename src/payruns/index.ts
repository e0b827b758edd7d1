export { nodes, resolvers } from "./resolvers.ts";
export { goOnWithPayRuns } from "./service/index.ts";
