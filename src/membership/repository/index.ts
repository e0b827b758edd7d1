export * from "./member.ts";
export * from "./organisation.ts";
export * from "./party.ts";
export * from "./person.ts";
export * from "./place.ts";
export * from "./policy.ts";
export * from "./referral.ts";
export * from "./role.ts";
