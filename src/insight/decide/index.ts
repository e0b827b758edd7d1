export * from "./fold.ts";
export * from "./hiding.ts";
export * from "./measures.ts";
export * from "./mix.ts";
