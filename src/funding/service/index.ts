export { allocate, returnCredits } from "./allocations.ts";
export { erasers } from "./erasing.ts";
export { exporters } from "./exporting.ts";
export { giveCredits } from "./gifts.ts";
export { amendMandate, grantMandate } from "./mandates.ts";
export { planObjectionToAsking } from "./objecting.ts";
export { cancelPotRequest, decidePotSupport, requestPotSupport } from "./pot.ts";
export {
  activityRecognitionById,
  activityRecognitionsOf,
  allocationById,
  allotmentsOf,
  askerOf,
  careRecognitionById,
  careRecognitionsOf,
  decisionBehind,
  giftById,
  giverOf,
  isMandateStopped,
  issuedMinutes,
  mandateById,
  mandatesIn,
  openPotRequestsIn,
  potRequestById,
  potRequestsOf,
  recogniserOf,
  remainingMinutes,
  sessionOf,
  warningsAfter,
} from "./reading.ts";
export { recogniseActivity, recogniseCare } from "./recognitions.ts";
export { creditSession } from "./sessions.ts";
export { hubOf, partyOf } from "./shared.ts";
