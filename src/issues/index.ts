export { nodes, resolvers } from "./resolvers.ts";
export { beginClocks, exportIssues, sweepIssues } from "./service/index.ts";
