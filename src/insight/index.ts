export { nodes, resolvers } from "./resolvers.ts";
export { goOnCounting, type Heard, hearEntries, wantRecount } from "./service/index.ts";
