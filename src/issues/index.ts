export { nodes, resolvers } from "./resolvers.ts";
export { exportIssues, sweepIssues } from "./service/index.ts";
