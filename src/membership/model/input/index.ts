export * from "./belonging.ts";
export * from "./joining.ts";
export * from "./place.ts";
