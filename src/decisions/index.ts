export type { Decision } from "./model/index.ts";
export { decisionStands, findDecision } from "./repository/index.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export {
  exportBallots,
  heardOfPosition,
  planObjectionToPosition,
  sweepBallots,
} from "./service/index.ts";
