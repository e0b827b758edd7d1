export { cancelPot, checkActive, checkGiver, checkWard, decidePot } from "./gifts.ts";
export {
  amend,
  checkAgreed,
  checkAllocationQuarter,
  checkDecidedCredits,
  checkDecidedOn,
  checkGrantQuarter,
  decisionOf,
  giveBack,
  noMandate,
  stoppedMandate,
} from "./mandates.ts";
export {
  alreadyRecognised,
  checkCareWeeks,
  checkHappenedOn,
  creditCare,
  creditedMinutesOf,
} from "./recognitions.ts";
export { dayOf, type Outcome, outcomeOf, stopsAll, whyNotCreditSession } from "./sessions.ts";
