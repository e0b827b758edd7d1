export { actorOf } from "../../membership/index.ts";
export { partyInGroup, partyInSeries, partyMet } from "./acquaintance.ts";
export { agreeExchange, proposeExchangeChange } from "./agree.ts";
export { bookSpendOption } from "./book.ts";
export { runDeadlines } from "./deadlines.ts";
export {
  confirmExchange,
  confirmOnBehalf,
  markDelivered,
  resolveDispute,
} from "./deliver.ts";
export { clearDisplacement } from "./displacement.ts";
export { cancelExchange, declineExchange } from "./end.ts";
export { erasers } from "./erasing.ts";
export { exporters } from "./exporting.ts";
export { factsOf } from "./facts.ts";
export { joinGroupActivity, leaveGroupActivity, planGroupActivity } from "./group.ts";
export { cancelGroupActivity, runGroupActivity } from "./group-end.ts";
export { recordLearning, verifyLearning } from "./learning.ts";
export { addMoneyLeg, removeMoneyLeg } from "./money.ts";
export { proposeExchange } from "./propose.ts";
export * from "./read.ts";
export { agreeSeries, endSeries, startSeries, startSeriesSession } from "./series.ts";
export { checkIn, checkOut, clearVisitAlarm, logVisitMoney } from "./visit.ts";
export { raiseVisitAlarms } from "./visit-alarms.ts";
export {
  moneyTotals,
  overdueVisits,
  visitById,
  visitIn,
  visitOf,
  visitStatusAt,
} from "./visit-reading.ts";
export { warningsAfter } from "./warnings.ts";
