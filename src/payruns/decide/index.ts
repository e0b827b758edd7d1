export {
  maySee,
  whyNotActive,
  whyNotAdmin,
  whyNotCancel,
  whyNotDraft,
  whyNotHappened,
  whyNotRehearse,
  whyNotRunning,
  whyNotStart,
} from "./changing.ts";
export { type Paid, refusalWords, rowsWithOutcomes } from "./outcomes.ts";
export {
  finished,
  heldMinutes,
  isAllDone,
  isRehearsed,
  nextToLookAt,
  partDone,
  rehearsed,
  whyNotPayee,
} from "./paying.ts";
export { addRows, type Changed, removeRows, whyNotOwn } from "./rows.ts";
