export { type Heard, hearEntries } from "./hearing.ts";
export { type MonthInNumbers, monthInNumbers } from "./reading.ts";
export { goOnCounting, wantRecount } from "./recount.ts";
