export * from "./exchange.ts";
