export { mayRead, mayReadBooks, mayTakeBooks } from "./access.ts";
export {
  accountOf,
  clearingOf,
  holderOf,
  issuanceOf,
  movedOf,
  potOf,
  takenOverBy,
} from "./accounts.ts";
export { canonical, chainStart, entryFields, hashOf, seal } from "./chain.ts";
export {
  addToTally,
  type Excess,
  type Hold,
  isGiving,
  isMending,
  isSpending,
  type LedgerCode,
  type LimitWarning,
  needsPromise,
  rejudge,
  spentAtAfter,
  tallyAt,
  warningsOf,
  whyNoRoom,
} from "./decide/index.ts";
export {
  type AccountKind,
  type AccountRef,
  availableMinutes,
  Entry,
  type Head,
  isTakenBack,
  Journal,
  type JournalKind,
  type Limits,
  type Movement,
  type PeriodLimits,
} from "./model.ts";
export { packJournal } from "./model-packed.ts";
export { planHold, planPayout, planPosting, planRelease, rehearsePayout } from "./planning.ts";
export { readJournalEntry } from "./reading.ts";
export { accountIdsOf, actKey, findHead, headOf, journalIdOf } from "./repository.ts";
export {
  type ChainLink,
  chainPage,
  entryIn,
  journalIn,
  keptAct,
  linkAt,
} from "./repository-books.ts";
export { nodes, resolvers } from "./resolvers.ts";
export { sweepReasons } from "./service/erasing.ts";
export { exportEntries } from "./service/exporting.ts";
export { planTakingBack } from "./service/reversing.ts";
