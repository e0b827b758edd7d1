export type { InterimMeasure, MeasureKind, MeasureLine } from "./model/index.ts";
export { measureKinds } from "./model/index.ts";
export { findMeasure } from "./repository/index.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export {
  erasers,
  exporters,
  measuresInForce,
  planMeasure,
  planMeasureEnd,
  planMeasureReview,
} from "./service/index.ts";
