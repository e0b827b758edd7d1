export * from "./circles.ts";
export * from "./held.ts";
export { heardAtSeat, planObjectionToSeat } from "./objecting.ts";
export * from "./reading.ts";
export * from "./saying.ts";
export * from "./seats.ts";
export * from "./sessions.ts";
export {
  bringsIn,
  circleToRun,
  facilitatorsOnly,
  isInside,
  ownSeat,
  runsCircle,
  seatIdOf,
  sessionInside,
  sessionToRun,
} from "./shared.ts";
