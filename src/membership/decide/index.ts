export * from "./age.ts";
