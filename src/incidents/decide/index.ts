export * from "./concluding.ts";
export * from "./erasing.ts";
export * from "./handling.ts";
export * from "./sight.ts";
