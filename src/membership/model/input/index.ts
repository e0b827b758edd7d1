export * from "./belonging.ts";
export * from "./client.ts";
export * from "./consent.ts";
export type { SaidCommunication } from "./fields.ts";
export * from "./guardian-consent.ts";
export * from "./joining.ts";
export * from "./limits.ts";
export * from "./place.ts";
export * from "./supporter.ts";
