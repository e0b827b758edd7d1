export * from "./board.ts";
export * from "./kept.ts";
export * from "./measure.ts";
