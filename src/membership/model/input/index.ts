export * from "./belonging.ts";
export * from "./client.ts";
export * from "./joining.ts";
export * from "./limits.ts";
export * from "./place.ts";
