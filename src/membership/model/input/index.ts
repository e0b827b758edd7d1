export * from "./belonging.ts";
export * from "./guardian-consent.ts";
export * from "./joining.ts";
export * from "./limits.ts";
export * from "./place.ts";
export * from "./supporter.ts";
