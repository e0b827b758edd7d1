export * from "./changing.ts";
export * from "./judging.ts";
export * from "./rung.ts";
