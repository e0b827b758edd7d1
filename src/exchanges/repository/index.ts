export * from "./erasing.ts";
export * from "./exchange.ts";
export * from "./group.ts";
export * from "./learning.ts";
export * from "./series.ts";
export * from "./visit.ts";
