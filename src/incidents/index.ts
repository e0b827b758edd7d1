export { nodes, resolvers } from "./resolvers.ts";
export { erasers, exporters, sweepReadings, wipeIncidents } from "./service/index.ts";
