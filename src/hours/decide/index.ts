export * from "./bands.ts";
export * from "./core.ts";
export * from "./joint.ts";
export * from "./relation.ts";
