export * from "./address.ts";
export * from "./changing.ts";
export * from "./delivering.ts";
export * from "./facts.ts";
