export * from "./exchange.ts";
export * from "./inputs.ts";
export * from "./steps.ts";
