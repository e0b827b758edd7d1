export { mayRead, mayReadBooks } from "./access.ts";
export { accountOf, clearingOf, holderOf, issuanceOf, potOf } from "./accounts.ts";
export { type Hold, type LedgerCode, needsPromise } from "./decide/index.ts";
export {
  type AccountKind,
  type AccountRef,
  availableMinutes,
  type Entry,
  type Head,
  Journal,
  type JournalKind,
  type Limits,
  type Movement,
  type PeriodLimits,
} from "./model.ts";
export { planHold, planPosting, planRelease } from "./planning.ts";
export { readJournalEntry } from "./reading.ts";
export { actKey, findHead, headOf, journalIdOf } from "./repository.ts";
export { nodes, resolvers } from "./resolvers.ts";
