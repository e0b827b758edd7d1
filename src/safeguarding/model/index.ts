export * from "./board.ts";
export * from "./clearance.ts";
export * from "./cover.ts";
export * from "./kept.ts";
export * from "./measure.ts";
export * from "./meeting.ts";
export * from "./requirement.ts";
