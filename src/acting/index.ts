export { nodes, resolvers } from "./resolvers.ts";
