export { type Heard, hearEntries } from "./hearing.ts";
export { monthInNumbers } from "./reading.ts";
export { goOnCounting, wantRecount } from "./recount.ts";
