import type { Resolvers } from "../graphql/generated/types.ts";
import { invariant, mutate, type NodeFinders } from "../kernel/index.ts";
import type { Context } from "../table/index.ts";
import { ChangeWebhook, RegisterWebhook, ReplayDelivery, SendTestEvent } from "./model/index.ts";
import * as service from "./service/index.ts";

/** Mutations that take a webhook and the version it was read at. */
const change =
  (run: typeof service.pauseWebhook) =>
  (_root: unknown, { input }: { readonly input: unknown }, context: Context) =>
    mutate({ schema: ChangeWebhook, input, field: "webhook", run: (wish) => run(context, wish) });

export const resolvers: Resolvers = {
  Query: {
    webhook: (_root, { id }, context) => service.webhookById(context, id),
    webhooks: (_root, { hubId, ...args }, context) => service.webhooksOf(context, { hubId, args }),
    webhookDeliveries: (_root, { webhookId, status, ...args }, context) =>
      service.deliveriesOf(context, { webhookId, status: status ?? undefined, args }),
  },
  Mutation: {
    registerWebhook: (_root, { input }, context) =>
      mutate({
        schema: RegisterWebhook,
        input,
        field: "webhook",
        run: (wish) => service.registerWebhook(context, wish),
      }),
    rotateWebhookSecret: change(service.rotateWebhookSecret),
    pauseWebhook: change(service.pauseWebhook),
    resumeWebhook: change(service.resumeWebhook),
    endWebhook: change(service.endWebhook),
    replayDeadLetters: change(service.replayDeadLetters),
    sendTestEvent: (_root, { input }, context) =>
      mutate({
        schema: SendTestEvent,
        input,
        field: "delivery",
        run: (wish) => service.sendTestEvent(context, wish),
      }),
    replayWebhookDelivery: (_root, { input }, context) =>
      mutate({
        schema: ReplayDelivery,
        input,
        field: "delivery",
        run: (wish) => service.replayWebhookDelivery(context, wish),
      }),
  },
  // The secret is told in these two answers alone, to whoever has the key of the request.
  RegisterWebhookPayload: {
    secret: ({ webhook }, _args, context) =>
      webhook?.secretNumber === 1 ? service.secretShown(context, webhook) : undefined,
  },
  RotateWebhookSecretPayload: {
    secret: ({ webhook }, _args, context) => webhook && service.secretShown(context, webhook),
  },
  Webhook: {
    hub: async ({ hubId }, _args, context) => {
      const hub = await service.hubOf(context, hubId);
      invariant(hub, "a webhook's hub is there");
      return hub;
    },
    registeredAt: ({ createdAt }) => createdAt,
    earlierSecretUntil: ({ earlierUntil }, _args, { now }) =>
      earlierUntil !== undefined && now < earlierUntil ? earlierUntil : undefined,
    failingSince: (webhook, _args, context) => service.failingSince(context, webhook),
    notice: (webhook) => service.noticeOf(webhook),
    deliveries: ({ id: webhookId }, { status, ...args }, context) =>
      service.deliveriesOf(context, { webhookId, status: status ?? undefined, args }),
  },
  WebhookDelivery: {
    happenedAt: ({ at }) => at,
    nextTryAt: ({ status, nextAt }) => (status === "PENDING" ? nextAt : undefined),
  },
};

export const nodes: NodeFinders<Context> = {
  whk: async (context, id) => {
    const found = await service.webhookById(context, id);
    return found && { __typename: "Webhook", ...found };
  },
  del: async (context, id) => {
    const found = await service.deliveryById(context, id);
    return found && { __typename: "WebhookDelivery", ...found };
  },
};
