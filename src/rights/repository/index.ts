export * from "./access.ts";
export * from "./correction.ts";
export * from "./erasure.ts";
export * from "./retention.ts";
