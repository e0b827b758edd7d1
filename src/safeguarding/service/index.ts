export * from "./erasing.ts";
export * from "./exporting.ts";
export * from "./measures.ts";
export * from "./reading.ts";
