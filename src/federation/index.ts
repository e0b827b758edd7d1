export { noInterHubAgreement } from "./decide.ts";
export type { InterHubAgreement } from "./model.ts";
export { nodes, resolvers } from "./resolvers.ts";
export { agreementBetween, lastAgreementBetween } from "./service.ts";
