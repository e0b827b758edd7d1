export { nodes, resolvers } from "./resolvers.ts";
export {
  erasers,
  exporters,
  exportReports,
  sweepReadings,
  sweepReports,
  wipeIncidents,
} from "./service/index.ts";
