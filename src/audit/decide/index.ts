export { type Chain, follow, formOf, isSealedOnto, resumeAt, wasChanged } from "./chain.ts";
export { toldOf } from "./differences.ts";
export { endOfDay } from "./digest.ts";
export { movedBy, takenFrom } from "./file-journal.ts";
export { openFrom } from "./holds.ts";
export { type Reading, type Verdict, verifyFile, wrongMirrors } from "./verify.ts";
