export * from "./changing.ts";
export * from "./delegating.ts";
export * from "./judging.ts";
export * from "./rung.ts";
