export * from "./acting.ts";
export * from "./closing.ts";
export * from "./delegating.ts";
export * from "./held.ts";
export * from "./making.ts";
export { heardOfPosition, planObjectionToPosition } from "./objecting.ts";
export * from "./reading.ts";
export { circleNow } from "./shared.ts";
export * from "./voting.ts";
