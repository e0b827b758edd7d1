export { schedule, whyOf } from "../decide/index.ts";
export { readerNameOf, readLog } from "./access/log.ts";
export { beginReads, type Reads } from "./access/reads.ts";
export {
  correctionById,
  correctionsIn,
  correctionsOf,
  countOverdue,
  decideCorrection,
  isOverdueNow,
  requestCorrection,
} from "./correction/correction.ts";
export { erasePerson, readErasure } from "./erasing.ts";
export { exportPersonalData } from "./export/export.ts";
export { retentionDue } from "./retention/due.ts";
export { keepToSchedule } from "./retention/running.ts";
export { runErasures } from "./running.ts";
