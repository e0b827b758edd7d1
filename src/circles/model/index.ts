export * from "./circle.ts";
export * from "./inputs.ts";
export * from "./seat.ts";
export * from "./session.ts";
