export * from "./access.ts";
export * from "./erasure.ts";
export * from "./export.ts";
