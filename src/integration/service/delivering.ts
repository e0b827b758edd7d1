import { newRequestId } from "../../kernel/index.ts";
import { attempt, type Table, type Write } from "../../table/index.ts";
import {
  begin,
  conclude,
  healthAfter,
  isAskedFor,
  isLost,
  isSpent,
  type Outcome,
  secondsUntil,
  signingNumbers,
  switchedOff,
} from "../decide/index.ts";
import type { Delivery, Webhook } from "../model/index.ts";
import {
  findDelivery,
  findHealth,
  findWebhook,
  removeDelivery,
  requireHealth,
  saveDelivery,
  saveHealth,
  saveWebhook,
} from "../repository.ts";
import { signedHeaders } from "./signing.ts";

/** Sends something out into the world, and says what came of it. It never throws. */
export type Post = (wish: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<Outcome>;

export type Sender = {
  readonly table: Table;
  readonly now: () => string;
  /** What signing secrets are derived from. */
  readonly secret: string;
  readonly post: Post;
  /** Between 0 and 1: spreads those who wait. */
  readonly chance: () => number;
};

/** What came of a message: nothing more to do, or to be heard again after so many seconds. */
export type Handled = {
  readonly status: "DELIVERED" | "DEAD" | "LATER" | "NOTHING_TO_DO";
  readonly againInSeconds?: number;
};

const nothingToDo: Handled = { status: "NOTHING_TO_DO" };
const soon: Handled = { status: "LATER", againInSeconds: 1 };

/**
 * Tries to deliver once.
 *
 * The try is written down before it is made, on the version that was read: of two who hear the same
 * message one goes on. So a fact is sent twice only where a try was cut off before what came of it
 * was written down, where the receiver acted but did not say so in time, or where it is replayed.
 */
export async function deliver(sender: Sender, deliveryId: string): Promise<Handled> {
  const { table, now } = sender;
  const delivery = await findDelivery(table, deliveryId);
  const webhook = delivery && (await findWebhook(table, delivery.webhookId));
  // What is paused stays pending: resuming sends it off again.
  if (delivery?.status !== "PENDING" || webhook?.status !== "ACTIVE") return nothingToDo;
  if (!isAskedFor(delivery, webhook)) {
    await table.commit([removeDelivery(delivery)]);
    return nothingToDo;
  }
  const wait = secondsUntil(delivery.nextAt, now());
  if (wait > 0) return { status: "LATER", againInSeconds: wait };
  if (isSpent(delivery)) return finish(sender, { webhook, begun: delivery }, {});
  const begun = begin(delivery, { now: now(), token: newRequestId() });
  // Somebody else goes on, perhaps with this very message: whoever lets it go may take theirs away.
  if ((await table.commit([saveDelivery(begun)])) !== "COMMITTED") return soon;
  const outcome = await sender.post(requestFor(sender, webhook, begun));
  return finish(sender, { webhook, begun }, outcome);
}

function requestFor({ secret: root, now }: Sender, webhook: Webhook, delivery: Delivery) {
  const at = now();
  const body = JSON.stringify({ type: delivery.type, timestamp: delivery.at, data: delivery.data });
  const numbers = signingNumbers(webhook, at);
  const headers = signedHeaders({
    ...{ root, webhookId: webhook.id, numbers, messageId: delivery.id, at, body },
  });
  return { url: webhook.url, headers, body };
}

/**
 * Writes down what came of a try: the delivery, how its endpoint does and whether it is switched off,
 * all in one, so that nobody is called failing by a try whose sequel got lost.
 */
async function finish(
  { table, now, chance }: Sender,
  { webhook, begun }: { readonly webhook: Webhook; readonly begun: Delivery },
  outcome: Outcome,
): Promise<Handled> {
  const at = now();
  const after = conclude(begun, outcome, { now: at, chance: chance() });
  const noted = await attempt(table, async () => {
    // Somebody who replays it meanwhile is heard: then the message just comes again.
    const delivery = await findDelivery(table, begun.id);
    if (delivery?.version !== begun.version) return { answer: false };
    const sequel = await sequelOf(table, webhook.id, { after, outcome, at });
    return { writes: [saveDelivery(after), ...sequel], answer: true };
  });
  if (noted !== true) return soon;
  if (after.status !== "PENDING") return { status: after.status };
  return { status: "LATER", againInSeconds: secondsUntil(after.nextAt, at) };
}

/** What a try means for the webhook: how it does, and its end when nobody is there any more. */
async function sequelOf(
  table: Table,
  webhookId: string,
  came: { readonly after: Delivery; readonly outcome: Outcome; readonly at: string },
): Promise<readonly Write[]> {
  const { after, outcome, at } = came;
  const [health, webhook] = await Promise.all([
    findHealth(table, webhookId),
    findWebhook(table, webhookId),
  ]);
  const next = healthAfter(health, outcome, at);
  const isNews = next.failingSince !== health.failingSince;
  const news = isNews ? [saveHealth(webhookId, next)] : [];
  if (webhook?.status !== "ACTIVE" || !isLost(after, next, at)) return news;
  // It is not switched off beside another try that was taken at this very moment.
  const stillFails = isNews || health.version === 0 ? [] : [requireHealth(webhookId, health)];
  return [...news, ...stillFails, saveWebhook(switchedOff(webhook, at))];
}
