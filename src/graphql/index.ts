export { createGraphqlHandler, type GraphqlHandler, longestRequestMillis } from "./handler.ts";
export { type Rates, readRates } from "./rate/index.ts";
export type { Outcome } from "./watch.ts";
