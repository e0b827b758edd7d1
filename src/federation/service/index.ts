export * from "./agreement.ts";
export * from "./move.ts";
