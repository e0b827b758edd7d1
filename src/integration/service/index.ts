export * from "./changing.ts";
export { deliver, type Handled, type Post, type Sender } from "./delivering.ts";
export * from "./reading.ts";
export { type Spread, spreadFacts, waitingIn } from "./spreading.ts";
