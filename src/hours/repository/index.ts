export * from "./core.ts";
export * from "./joint.ts";
export * from "./services.ts";
