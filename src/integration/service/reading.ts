import { type Connection, connection, type PageArgs } from "../../kernel/index.ts";
import { findHub } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import type { Delivery, DeliveryStatus, Webhook } from "../model/index.ts";
import { deliveriesFor, findDelivery, findHealth, webhooksFor } from "../repository.ts";
import { ownHub, ownWebhook } from "./access.ts";
import { shownSecret } from "./signing.ts";

export const webhookById = ownWebhook;

export async function webhooksOf(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<Webhook> | undefined> {
  if (!(await ownHub(context, hubId))) return undefined;
  return connection(context, { list: `webhooks ${hubId}`, args }, (walk) =>
    webhooksFor(context.table, hubId, walk),
  );
}

export async function deliveriesOf(
  context: Context,
  wish: {
    readonly webhookId: string;
    readonly status: DeliveryStatus | undefined;
    readonly args: PageArgs;
  },
): Promise<Connection<Delivery> | undefined> {
  const { webhookId, status, args } = wish;
  if (!(await ownWebhook(context, webhookId))) return undefined;
  const list = `deliveries ${webhookId} ${status ?? ""}`;
  return connection(context, { list, args }, (walk) =>
    deliveriesFor(context.table, { webhookId, status }, walk),
  );
}

export async function deliveryById(context: Context, id: string): Promise<Delivery | undefined> {
  const delivery = await findDelivery(context.table, id);
  return delivery && (await ownWebhook(context, delivery.webhookId)) ? delivery : undefined;
}

export const failingSince = async (
  { table }: Context,
  { id }: Webhook,
): Promise<string | undefined> => (await findHealth(table, id)).failingSince;

/** The newest signing secret. Only for answers to those who just made it. */
export const secretShown = ({ cursorSecret }: Context, { id, secretNumber }: Webhook): string =>
  shownSecret(cursorSecret, id, secretNumber);

export const hubOf = ({ table }: Context, hubId: string) => findHub(table, hubId);
export { noticeOf } from "../decide/index.ts";
