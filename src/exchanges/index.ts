export type { Exchange, ExchangeStatus, GroupActivity, LearningRecord } from "./model/index.ts";
export { findExchange } from "./repository/index.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export { type DeadlineTally, runDeadlines } from "./service/index.ts";
