export { noInterHubAgreement } from "./decide/index.ts";
export type { InterHubAgreement } from "./model/index.ts";
export { agreementBetween, lastAgreementBetween, moveById } from "./reading/index.ts";
export { nodes, resolvers } from "./resolvers/index.ts";
export { runClosings } from "./service/closing-turn.ts";
export { erasers } from "./service/erasing.ts";
export { exporters } from "./service/exporting.ts";
export { planObjectionToMove } from "./service/objecting.ts";
