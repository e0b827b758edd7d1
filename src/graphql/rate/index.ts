export { createLimiter, type Limiter, leastPoints, type Pass } from "./limiter.ts";
export { defaultRates, type Rates, readRates } from "./rates.ts";
