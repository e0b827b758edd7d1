import {
  callerOf,
  changedSince,
  type Done,
  firstOf,
  forbidden,
  idFor,
  isRefusal,
  notFound,
  type Refusal,
  type Request,
  refuse,
  replayOf,
  withReceipt,
  wrongState,
} from "../../kernel/index.ts";
import { findHub } from "../../membership/index.ts";
import { type Asked, byRequest, type Context, type Write } from "../../table/index.ts";
import { end, pause, replay, resume, rotate, whyNotUrl } from "../decide/index.ts";
import type {
  ChangeWebhook,
  Delivery,
  RegisterWebhook,
  ReplayDelivery,
  SendTestEvent,
  Webhook,
} from "../model/index.ts";
import {
  createDelivery,
  createWebhook,
  deliveriesFor,
  findDelivery,
  findWebhook,
  listenersOf,
  saveDelivery,
  saveWebhook,
} from "../repository.ts";
import { looksAfter, ownWebhook } from "./access.ts";

/** So many at most that have not ended: every fact is written down once for each. */
const mostOpen = 10;
/** As far back as those that ended are looked through for those that have not. */
const mostEver = 500;

export const registerWebhook = (context: Context, input: RegisterWebhook) =>
  byRequest(context, { operation: "registerWebhook", input }, registering);

async function registering(context: Context, { input, request }: Asked<RegisterWebhook>) {
  const { table, viewer, now } = context;
  const id = idFor("whk", request);
  const [hub, found] = await Promise.all([findHub(table, input.hubId), findWebhook(table, id)]);
  if (!hub) return notFound("hubId");
  if (!looksAfter(context, hub)) {
    return forbidden("Only those who look after this hub can do this.", "Ask its broker.");
  }
  const replayed = replayOf(found, request);
  if (replayed) return replayed;
  const wrong = whyNotUrl(input.url, { allowsLoopback: context.letsLoopback === true });
  if (wrong) return wrong;
  const all = await listenersOf(table, hub.id, mostEver);
  if (all.filter(({ isEnded }) => !isEnded).length >= mostOpen) {
    return refuse("TOO_MANY_WEBHOOKS", "This hub has as many as it can.", "End one first.");
  }
  const thing: Webhook = {
    ...{ id, hubId: hub.id, url: input.url, facts: [...new Set(input.facts)] },
    ...{ status: "ACTIVE", since: now, secretNumber: 1, registeredBy: callerOf(viewer) },
    ...{ createdAt: now, ...firstOf(request) },
  };
  return { writes: [createWebhook(thing)], answer: { thing, replayed: false } };
}

type Change = (webhook: Webhook, now: string) => Webhook | Refusal<"STATE_TRANSITION_INVALID">;

/** How every webhook changes: by who looks after it, once, from the version they read. */
const changing = (operation: string, change: Change) => (context: Context, input: ChangeWebhook) =>
  byRequest(context, { operation, input }, async (_context, { request }) => {
    const found = await ownWebhook(context, input.webhookId);
    if (!found) return notFound("webhookId");
    const replayed = replayOf(found, request);
    if (replayed) return replayed;
    if (found.version !== input.version) return changedSince();
    const next = change(found, context.now);
    return isRefusal(next) ? next : saving(next, request, []);
  });

function saving(next: Webhook, request: Request, writes: readonly Write[]) {
  const receipts = withReceipt(next.receipts, request);
  const thing: Webhook = { ...next, version: next.version + 1, receipts };
  return { writes: [saveWebhook(thing), ...writes], answer: { thing, replayed: false } };
}

export const pauseWebhook = changing("pauseWebhook", pause);
export const resumeWebhook = changing("resumeWebhook", resume);
export const endWebhook = changing("endWebhook", end);
export const rotateWebhookSecret = changing("rotateWebhookSecret", rotate);

/** Puts an event on its way that says nothing but that it is a test. */
export const sendTestEvent = (context: Context, input: SendTestEvent) =>
  byRequest(context, { operation: "sendTestEvent", input }, testing);

async function testing(context: Context, { input, request }: Asked<SendTestEvent>) {
  const { table, now } = context;
  const id = idFor("del", request);
  const webhook = await ownWebhook(context, input.webhookId);
  if (!webhook) return notFound("webhookId");
  const replayed = replayOf(await findDelivery(table, id), request);
  if (replayed) return replayed;
  if (webhook.status !== "ACTIVE") {
    return wrongState("Nothing is sent there at the moment.", "Resume it first.");
  }
  const thing: Delivery = {
    ...{ id, webhookId: webhook.id, type: "TEST", at: now, data: { webhookId: webhook.id } },
    ...{ status: "PENDING", attempts: [], nextAt: now, createdAt: now, version: 1 },
    receipts: withReceipt([], request),
  };
  return { writes: [createDelivery(thing)], answer: { thing, replayed: false } };
}

export const replayWebhookDelivery = (context: Context, input: ReplayDelivery) =>
  byRequest(context, { operation: "replayWebhookDelivery", input }, replaying);

async function replaying(
  context: Context,
  { input, request }: Asked<ReplayDelivery>,
): Promise<
  | { readonly writes: readonly Write[]; readonly answer: Done<Delivery> }
  | { readonly answer: Done<Delivery> }
  | Refusal<"NOT_FOUND" | "IDEMPOTENCY_KEY_REUSED" | "STATE_TRANSITION_INVALID">
> {
  const found = await findDelivery(context.table, input.deliveryId);
  if (!found || !(await ownWebhook(context, found.webhookId))) return notFound("deliveryId");
  const replayed = replayOf(found, request);
  if (replayed) return replayed;
  const next = replay(found, context.now);
  if (isRefusal(next)) return next;
  const thing = restarted(next, withReceipt(found.receipts, request));
  return { writes: [saveDelivery(thing)], answer: { thing, replayed: false } };
}

const restarted = (delivery: Delivery, receipts: readonly string[]): Delivery => ({
  ...delivery,
  version: delivery.version + 1,
  receipts,
});

/** So many fit into one commit, with the webhook that remembers the request. */
const mostAtOnce = 90;

/** Sends the oldest of what came to nothing once more. */
export const replayDeadLetters = (context: Context, input: ChangeWebhook) =>
  byRequest(context, { operation: "replayDeadLetters", input }, async (_context, { request }) => {
    const found = await ownWebhook(context, input.webhookId);
    if (!found) return notFound("webhookId");
    const replayed = replayOf(found, request);
    if (replayed) return replayed;
    if (found.version !== input.version) return changedSince();
    const wish = { webhookId: found.id, status: "DEAD" } as const;
    const rows = await deliveriesFor(context.table, wish, { backwards: true, limit: mostAtOnce });
    const writes = rows.flatMap(({ node }) => {
      const next = replay(node, context.now);
      return isRefusal(next) ? [] : [saveDelivery(restarted(next, node.receipts))];
    });
    if (writes.length === 0) {
      return wrongState("There is nothing that came to nothing.", "Nothing more needs to be done.");
    }
    return saving(found, request, writes);
  });
