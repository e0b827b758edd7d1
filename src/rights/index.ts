export { impersonalTypes, partsOfPersonal, personalTypes } from "./personal/index.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export { beginReads, countOverdue, type Reads, runErasures } from "./service/index.ts";
