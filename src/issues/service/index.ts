export { declareFunding, escalateIssue, respondToIssue } from "./answering.ts";
export { beginClocks } from "./beginning.ts";
export { raiseIssue, supportIssue } from "./raising.ts";
export * from "./reading.ts";
