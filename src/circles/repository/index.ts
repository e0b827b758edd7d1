export * from "./circles.ts";
export * from "./counts.ts";
export * from "./held.ts";
export * from "./sessions.ts";
