export { isInformed, mayVote, runs } from "./decide/index.ts";
export type {
  Circle,
  Contribution,
  Present,
  Seat,
  Session,
  SessionCredits,
  Side,
} from "./model/index.ts";
export {
  circleStands,
  contributionsAdoptedIn,
  countsIn,
  findCircle,
  findSeat,
  findSession,
  findSessionCredits,
  planCounts,
  putSessionCredits,
  saveContribution,
  saveSession,
  seatStands,
  seatsIn,
  sessionCreditId,
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
  sessionInside,
  sessionToRun,
  sweepParts,
} from "./service/index.ts";
