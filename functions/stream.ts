import { deployedTable, setting, writeLog } from "./environment.ts";
import { metricsLine } from "./metrics.ts";
import { queueAt } from "./queue.ts";
import { createStreamHandler } from "./stream-handler.ts";

/*
 * Needs a stream of NEW_AND_OLD_IMAGES and ReportBatchItemFailures. May use the table as the other
 * functions do, and send messages to the queue of webhooks (sqs:SendMessage).
 */
const namespace = setting("METRIC_NAMESPACE");

/** The table's stream → rooms that react. */
export const handler = createStreamHandler({
  table: deployedTable(),
  queue: queueAt(setting("WEBHOOK_QUEUE_URL")),
  log: writeLog,
  measure: (metrics) => writeLog(metricsLine(namespace, metrics, Date.now())),
});
