export type { LedgerCode } from "./limits.ts";
export { changeFreeze, type Hold, hold, type Occasion, post, release } from "./posting.ts";
