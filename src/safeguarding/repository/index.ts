export * from "./at-risk.ts";
export { boardOf } from "./board.ts";
export * from "./clearance.ts";
export * from "./cover.ts";
export * from "./measure.ts";
export * from "./requirement.ts";
