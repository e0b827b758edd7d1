export * from "./clearances.ts";
export * from "./covers.ts";
export * from "./erasing.ts";
export * from "./exporting.ts";
export * from "./measures.ts";
export * from "./meeting.ts";
export * from "./reading.ts";
export * from "./requirements.ts";
