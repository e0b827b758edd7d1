export * from "./access.ts";
export * from "./correction.ts";
export * from "./erasure.ts";
export * from "./export.ts";
export * from "./retention.ts";
export * from "./schedule.ts";
