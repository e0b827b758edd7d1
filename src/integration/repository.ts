import { hasPrefix, type PageWalk, type Row } from "../kernel/index.ts";
import {
  byTime,
  type Change,
  create,
  type Item,
  type Key,
  remove,
  replace,
  requireVersion,
  rowsOf,
  type Table,
  type Write,
} from "../table/index.ts";
import {
  Backlog,
  Delivery,
  type DeliveryStatus,
  Health,
  type Listener,
  Webhook,
} from "./model/index.ts";

const webhookKey = (id: string): Key => ({ pk: id, sk: "WEBHOOK" });
const healthKey = (webhookId: string): Key => ({ pk: webhookId, sk: "HEALTH" });
const backlogKey = (webhookId: string): Key => ({ pk: webhookId, sk: "BACKLOG" });
const deliveryKey = (id: string): Key => ({ pk: id, sk: "DELIVERY" });

const webhooksOf = (hubId: string) => `WEBHOOKS#${hubId}`;
const deliveriesOf = (webhookId: string) => `DELIVERIES#${webhookId}`;
const inState = (status: DeliveryStatus, webhookId: string) => `DELIVERIES_${status}#${webhookId}`;

/** How long a delivery can be read and sent again. */
const keptSeconds = 30 * 86_400;

const webhookItem = (webhook: Webhook): Item & { readonly version: number } => ({
  ...webhookKey(webhook.id),
  ...webhook,
  i1pk: webhooksOf(webhook.hubId),
  i1sk: byTime(webhook.createdAt, webhook.id),
});

export async function findWebhook(table: Table, id: string): Promise<Webhook | undefined> {
  const item = hasPrefix(id, "whk") ? await table.get(webhookKey(id)) : undefined;
  return item && Webhook.parse(item);
}

export const createWebhook = (webhook: Webhook): Write => create(webhookItem(webhook));
export const saveWebhook = (webhook: Webhook): Write => replace(webhookItem(webhook));

/** All that were ever registered for a hub, oldest first. */
export const webhooksFor = (
  table: Table,
  hubId: string,
  walk: PageWalk,
): Promise<readonly Row<Webhook>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: webhooksOf(hubId) }, (item) => Webhook.parse(item));

/** Who listens to a hub or did, of the newest that were ever registered. */
export async function listenersOf(
  table: Table,
  hubId: string,
  limit: number,
): Promise<readonly Listener[]> {
  const walk = { index: "i1", pk: webhooksOf(hubId), backwards: true, limit } as const;
  return (await rowsOf(table, walk, listenerIn)).map(({ node }) => node);
}

function listenerIn(item: Item): Listener {
  const read = Webhook.safeParse(item);
  const [isEnded, isOff] = [item["status"] === "ENDED", item["status"] === "OFF"];
  return { id: item.pk, isEnded, isOff, facts: read.success ? read.data.facts : undefined };
}

export async function findHealth(table: Table, webhookId: string): Promise<Health> {
  const item = await table.get(healthKey(webhookId));
  return item ? Health.parse(item) : { version: 0 };
}

export function saveHealth(webhookId: string, health: Health): Write {
  return firstOrNext({ ...healthKey(webhookId), ...health });
}

/** That it is still as it was read. */
export const requireHealth = (webhookId: string, { version }: Health): Write =>
  requireVersion(healthKey(webhookId), version);

const firstOrNext = (item: Item & { readonly version: number }): Write =>
  item.version === 1 ? create(item) : replace(item);

export async function findBacklog(table: Table, webhookId: string): Promise<Backlog> {
  const item = await table.get(backlogKey(webhookId));
  return item ? Backlog.parse(item) : { version: 0 };
}

export const saveBacklog = (webhookId: string, backlog: Backlog): Write =>
  firstOrNext({ ...backlogKey(webhookId), ...backlog });

/** Among all of its webhook, and among those in its state, newest last. */
function deliveryItem(delivery: Delivery): Item & { readonly version: number } {
  const place = byTime(delivery.createdAt, delivery.id);
  return {
    ...deliveryKey(delivery.id),
    ...delivery,
    ...{ i1pk: deliveriesOf(delivery.webhookId), i1sk: place },
    ...{ i2pk: inState(delivery.status, delivery.webhookId), i2sk: place },
    ttl: Math.ceil(Date.parse(delivery.createdAt) / 1_000) + keptSeconds,
  };
}

export async function findDelivery(table: Table, id: string): Promise<Delivery | undefined> {
  const item = hasPrefix(id, "del") ? await table.get(deliveryKey(id)) : undefined;
  return item && Delivery.parse(item);
}

export const createDelivery = (delivery: Delivery): Write => create(deliveryItem(delivery));
export const saveDelivery = (delivery: Delivery): Write => replace(deliveryItem(delivery));
export const removeDelivery = ({ id, version }: Delivery): Write =>
  remove(deliveryKey(id), version);

/** A webhook's deliveries, of one state or of all, newest first. */
export const deliveriesFor = (
  table: Table,
  wish: { readonly webhookId: string; readonly status?: DeliveryStatus | undefined },
  walk: PageWalk,
): Promise<readonly Row<Delivery>[]> => {
  const list =
    wish.status === undefined
      ? ({ index: "i1", pk: deliveriesOf(wish.webhookId) } as const)
      : ({ index: "i2", pk: inState(wish.status, wish.webhookId) } as const);
  const newestFirst = { ...walk, backwards: !walk.backwards };
  return rowsOf(table, { ...newestFirst, ...list }, (item) => Delivery.parse(item));
};

/** Deliveries that wait for a webhook, oldest first. What the list is late about is among them. */
export async function waitingFor(
  table: Table,
  webhookId: string,
  walk: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly Row<string>[]> {
  const { after, limit } = walk;
  const list = { index: "i2", pk: inState("PENDING", webhookId), limit } as const;
  const lines = await table.walkIndex(after === undefined ? list : { ...list, after });
  return lines.map(({ pk, indexSk }) => ({ node: pk, place: indexSk }));
}

/** Has a commit put a delivery on its way? Then its id. */
export function startedDelivery({ before, after }: Change): string | undefined {
  if (after?.sk !== "DELIVERY" || after["status"] !== "PENDING") return undefined;
  return before?.["status"] === "PENDING" ? undefined : after.pk;
}

/** Has a commit let a webhook go on? Then its id. */
export function resumedWebhook({ before, after }: Change): string | undefined {
  if (after?.sk !== "WEBHOOK" || after["status"] !== "ACTIVE" || !before) return undefined;
  return before["status"] === "ACTIVE" ? undefined : after.pk;
}

/** Has a commit put some of what waited on its way? Then for whom, and how far that has come. */
export function movedBacklog({ after }: Change): (Backlog & { webhookId: string }) | undefined {
  if (after?.sk !== "BACKLOG") return undefined;
  return { ...Backlog.parse(after), webhookId: after.pk };
}
