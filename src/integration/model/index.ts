export * from "./inputs.ts";
export * from "./webhook.ts";
