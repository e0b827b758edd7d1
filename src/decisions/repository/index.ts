export * from "./decisions.ts";
export * from "./positions.ts";
