export * from "./concluding.ts";
export * from "./erasing.ts";
export * from "./handling.ts";
export * from "./second-reader.ts";
export * from "./sight.ts";
