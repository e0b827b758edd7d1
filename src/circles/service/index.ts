export * from "./circles.ts";
export * from "./held.ts";
export * from "./reading.ts";
export * from "./saying.ts";
export * from "./seats.ts";
export * from "./sessions.ts";
export {
  circleToRun,
  facilitatorsOnly,
  isInside,
  ownSeat,
  sessionInside,
  sessionToRun,
} from "./shared.ts";
