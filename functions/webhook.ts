import { deployedTable, setting, writeLog } from "./environment.ts";
import { metricsLine } from "./metrics.ts";
import { queueAt } from "./queue.ts";
import { createWebhookHandler } from "./webhook-handler.ts";
import { postOutside } from "./webhook-post.ts";

/*
 * Needs ReportBatchItemFailures. May use the table as the other functions do, and put messages off
 * (sqs:ChangeMessageVisibility); signs with the secret that the API shows signing secrets from.
 * Each message takes at most 15 seconds.
 */
const namespace = setting("METRIC_NAMESPACE");

/** The queue of webhooks → the endpoints of those who asked to be told. */
export const handler = createWebhookHandler({
  table: deployedTable(),
  queue: queueAt(setting("WEBHOOK_QUEUE_URL")),
  secret: setting("CURSOR_SECRET"),
  post: postOutside({ allowsLoopback: false }),
  log: writeLog,
  measure: (metrics) => writeLog(metricsLine(namespace, metrics, Date.now())),
});
