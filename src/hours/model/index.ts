export * from "./inputs.ts";
export * from "./nouns.ts";
