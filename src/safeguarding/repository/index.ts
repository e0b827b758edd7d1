export * from "./board.ts";
export * from "./measure.ts";
