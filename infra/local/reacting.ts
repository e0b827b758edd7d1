import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createStreamHandler } from "../../functions/stream-handler.ts";
import { createWebhookHandler } from "../../functions/webhook-handler.ts";
import { postOutside } from "../../functions/webhook-post.ts";
import { waitingIn } from "../../src/integration/index.ts";
import { tellFault } from "../../src/kernel/index.ts";
import { everyHub } from "../../src/membership/index.ts";
import type { Table } from "../../src/table/index.ts";
import { startQueue } from "./delivery-queue.ts";
import { type Places, startPoller } from "./stream-poller.ts";
import { streamOf } from "./stream-source.ts";

/** What happens after a commit, on this machine: counters move and webhooks are sent. */
export async function startReacting(options: {
  readonly client: DynamoDBClient;
  readonly endpoint: string;
  readonly tableName: string;
  readonly table: () => Table;
  readonly secret: string;
  readonly places: { readonly read: () => Places; readonly keep: (places: Places) => void };
  readonly log: (line: object) => void;
}): Promise<{ readonly stop: () => Promise<void> }> {
  const { client, endpoint, tableName, table, secret, places, log } = options;
  const post = postOutside({ allowsLoopback: true });
  const queue = startQueue((own) => createWebhookHandler({ table, queue: own, secret, post, log }));
  for (const hub of await everyHub(table())) await queue.send(await waitingIn(table(), hub.id));
  const poller = startPoller({
    source: await streamOf(client, { endpoint, tableName }),
    handler: createStreamHandler({ table, queue, log }),
    places,
    onFault: (fault) => log({ level: "ERROR", room: "stream", ...tellFault(fault) }),
  });
  return {
    stop: async () => {
      await poller.stop();
      await queue.stop();
    },
  };
}
