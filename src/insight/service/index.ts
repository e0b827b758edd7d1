export { type Heard, hearEntries } from "./hearing.ts";
export { coreEconomyHours, modeMix, modeTrend } from "./hours.ts";
export { monthInNumbers } from "./reading.ts";
export { goOnCounting, wantRecount } from "./recount.ts";
