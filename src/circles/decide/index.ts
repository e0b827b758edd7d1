export * from "./circles.ts";
export * from "./seats.ts";
export * from "./sessions.ts";
export * from "./voices.ts";
