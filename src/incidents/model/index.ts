export * from "./incident.ts";
export * from "./inputs.ts";
