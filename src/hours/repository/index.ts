export * from "./core.ts";
export * from "./joint.ts";
