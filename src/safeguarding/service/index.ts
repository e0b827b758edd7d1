export * from "./can-do.ts";
export * from "./clearances.ts";
export * from "./covers.ts";
export * from "./erasing.ts";
export * from "./facts.ts";
export * from "./measures.ts";
export { type PlannedMeeting, whyNotMeet } from "./meeting.ts";
export * from "./reading.ts";
export * from "./requirements.ts";
