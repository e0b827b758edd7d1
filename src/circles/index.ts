export { changedBy, isInformed, mandated, mayVote, oversees } from "./decide/index.ts";
export type {
  Circle,
  Contribution,
  Present,
  Seat,
  SeatMandate,
  Session,
  Side,
} from "./model/index.ts";
export { CircleChange, levels, WantedChange } from "./model/index.ts";
export {
  circleStands,
  contributionsAdoptedIn,
  countsIn,
  findCircle,
  findSeat,
  findSession,
  planCounts,
  saveCircle,
  saveContribution,
  saveSeat,
  saveSession,
  seatStands,
  seatsIn,
  sessionStands,
} from "./repository/index.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export {
  bringsIn,
  checkChange,
  circleToRun,
  contributionById,
  exportParts,
  facilitatorsOnly,
  heardAtSeat,
  isInside,
  nameOfSeat,
  ownSeat,
  planObjectionToSeat,
  runsCircle,
  seatIdOf,
  sessionToRun,
  sweepParts,
} from "./service/index.ts";
