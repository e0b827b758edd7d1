export { nodes, resolvers } from "./resolvers.ts";
export { erasers, exporters, planObjectionToAsking, potRequestById } from "./service/index.ts";
