export { mayBeCounted } from "./decide/index.ts";
export type {
  CheckedFact,
  Days,
  InterimMeasure,
  MeasureKind,
  MeasureLine,
  SafetyCode,
} from "./model/index.ts";
export { measureKinds } from "./model/index.ts";
export { findMeasure } from "./repository/index.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export {
  checkedFactsOf,
  erasers,
  exporters,
  type Gathering,
  kept,
  measuresInForce,
  type PlannedMeeting,
  planMeasure,
  planMeasureEnd,
  planMeasureRemoval,
  planMeasureReview,
  whyNotGather,
  whyNotMeet,
} from "./service/index.ts";
