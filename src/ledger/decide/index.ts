export type { Heads, Occasion } from "./appending.ts";
export { changeFreeze, type Hold, hold, release } from "./holding.ts";
export { type LedgerCode, needsPromise } from "./limits.ts";
export { post } from "./posting.ts";
