export { modes } from "./decide/index.ts";
export { nodes, resolvers } from "./resolvers.ts";
export {
  coreWorkIn,
  erasers,
  exporters,
  isWrittenBy,
  jointWorkIn,
  modeTrendIn,
  planCareCounted,
} from "./service/index.ts";
