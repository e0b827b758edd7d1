import { isBroker, isLet, isSteward } from "../../kernel/index.ts";
import { findHub, type Hub } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import type { Webhook } from "../model/index.ts";
import { findWebhook } from "../repository.ts";

/** Who looks after the webhooks of a hub: its brokers, stewards of its area, and a machine so let. */
export const looksAfter = ({ viewer }: Context, hub: Hub): boolean =>
  isBroker(viewer, hub.id) || isSteward(viewer, hub.areaPath) || isLet(viewer, "WEBHOOKS", hub.id);

/** A hub whose webhooks the viewer looks after. */
export async function ownHub(context: Context, hubId: string): Promise<Hub | undefined> {
  const hub = await findHub(context.table, hubId);
  return hub && looksAfter(context, hub) ? hub : undefined;
}

export async function ownWebhook(context: Context, id: string): Promise<Webhook | undefined> {
  const webhook = await findWebhook(context.table, id);
  return webhook && (await ownHub(context, webhook.hubId)) ? webhook : undefined;
}
