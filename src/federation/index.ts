export { noInterHubAgreement } from "./decide.ts";
export type { InterHubAgreement } from "./model.ts";
export { agreementBetween, lastAgreementBetween } from "./reading.ts";
export { nodes, resolvers } from "./resolvers.ts";
