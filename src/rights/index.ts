export { impersonalTypes, partsOfPersonal, personalTypes } from "./personal/index.ts";
export type { Told } from "./personal/rule.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export {
  beginReads,
  countOverdue,
  keepToSchedule,
  type Reads,
  runErasures,
} from "./service/index.ts";
