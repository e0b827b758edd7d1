export * from "./measure.ts";
export * from "./sight.ts";
