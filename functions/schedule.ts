import { bucketDigestStore } from "./digest-store.ts";
import { deployedTable, setting, writeLog } from "./environment.ts";
import { metricsLine } from "./metrics.ts";
import { createScheduleHandler } from "./schedule-handler.ts";

const namespace = setting("METRIC_NAMESPACE");

/** The clock → rooms with deadlines. */
export const handler = createScheduleHandler({
  table: deployedTable(),
  log: writeLog,
  digests: bucketDigestStore(setting("DIGEST_BUCKET")),
  measure: (metrics) => writeLog(metricsLine(namespace, metrics, Date.now())),
});
