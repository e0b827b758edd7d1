export * from "./agreement.ts";
export * from "./delivery.ts";
export * from "./ending.ts";
export * from "./money.ts";
export * from "./proposal.ts";
export * from "./standing.ts";
export * from "./terms.ts";
