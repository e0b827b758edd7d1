export type { InterimMeasure, MeasureKind, MeasureLine, SafetyCode } from "./model/index.ts";
export { measureKinds } from "./model/index.ts";
export { findMeasure } from "./repository/index.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export {
  erasers,
  exporters,
  measuresInForce,
  type PlannedMeeting,
  planMeasure,
  planMeasureEnd,
  planMeasureRemoval,
  planMeasureReview,
  whyNotMeet,
} from "./service/index.ts";
