import { createGraphqlHandler, readRates } from "../src/graphql/index.ts";
import { deployedTable, setting, writeLog } from "./environment.ts";
import { issuerKeys } from "./issuer-keys.ts";
import { requestMetrics } from "./request-metrics.ts";

const namespace = setting("METRIC_NAMESPACE");

/** HTTP API → GraphQL. */
export const handler = createGraphqlHandler({
  settings: {
    issuer: setting("TOKEN_ISSUER"),
    audience: setting("TOKEN_AUDIENCE"),
    keys: issuerKeys(new URL(setting("TOKEN_KEYS_URL"))),
    cursorSecret: setting("CURSOR_SECRET"),
    firstStewards: (process.env.FIRST_STEWARDS ?? "").split(" ").filter(Boolean),
    rates: readRates(process.env.RATES),
  },
  table: deployedTable(),
  log: writeLog,
  measure: (outcome) => requestMetrics(namespace, outcome, Date.now()).forEach(writeLog),
});
