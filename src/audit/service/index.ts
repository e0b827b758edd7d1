export { ledgerExport } from "./export.ts";
export { runChecks } from "./nightly.ts";
export { policyRehearsal } from "./rehearsal.ts";
export { ledgerVerification } from "./verification.ts";
