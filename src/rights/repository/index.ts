export * from "./access.ts";
export * from "./erasure.ts";
