export type { Occasion } from "./appending.ts";
export { changeFreeze, type Hold, hold, release } from "./holding.ts";
export {
  isGiving,
  isMending,
  isSpending,
  type LedgerCode,
  needsPromise,
  whyNoRoom,
} from "./limits.ts";
export { type Payee, payOut, takeBack, whyNotCredit } from "./payout.ts";
export { addToTally, tallyAt } from "./periods.ts";
export { post } from "./posting.ts";
export { type Excess, rejudge, spentAtAfter } from "./rejudging.ts";
export { mirrored, partOf, whyNotMend, whyNotReverse } from "./reversing.ts";
export { type LimitWarning, warningsOf } from "./warnings.ts";
