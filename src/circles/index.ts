export { isInformed, mayVote, runs } from "./decide/index.ts";
export type { Circle, Contribution, Seat, Session, Side } from "./model/index.ts";
export {
  circleStands,
  contributionsAdoptedIn,
  countsIn,
  findCircle,
  findSeat,
  findSession,
  planCounts,
  saveContribution,
  saveSession,
  seatStands,
  seatsIn,
  sessionStands,
} from "./repository/index.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export {
  circleToRun,
  contributionById,
  exportParts,
  facilitatorsOnly,
  isInside,
  nameOfSeat,
  ownSeat,
  sessionToRun,
  sweepParts,
} from "./service/index.ts";
