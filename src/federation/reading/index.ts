export * from "./agreement.ts";
export * from "./closing.ts";
export * from "./move.ts";
