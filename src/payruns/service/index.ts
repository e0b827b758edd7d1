export { addPayRunRows, createPayRun, removePayRunRows } from "./drafting.ts";
export {
  hasEnough,
  hubOf,
  memberOf,
  organisationOf,
  payRunById,
  payRunRows,
  payRunsOf,
  rehearsalOf,
  whyRefused,
} from "./reading.ts";
export {
  cancelPayRun,
  continuePayRun,
  goOnWithPayRuns,
  rehearsePayRun,
  startPayRun,
} from "./running.ts";
