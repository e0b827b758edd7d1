export { nodes, resolvers } from "./resolvers.ts";
export {
  erasers,
  exporters,
  exportReports,
  sweepReports,
  wipeIncidents,
} from "./service/index.ts";
