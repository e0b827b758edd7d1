import { deliver, type Post } from "../../src/integration/index.ts";
import { addDays } from "../../src/kernel/index.ts";
import { type Json, newRequestKey, type TestBank, textAt } from "./api.ts";

type Input = { readonly [field: string]: unknown };

const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const fields: { readonly [mutation: string]: string } = {
  registerWebhook: "webhook { id version status } secret",
  rotateWebhookSecret: "webhook { id version status earlierSecretUntil } secret",
  sendTestEvent: "delivery { id status type }",
  replayWebhookDelivery: "delivery { id status attempts { at } }",
};

/** The document of one mutation of webhooks. */
export const webhookMutation = (name: string): string => `
  mutation ($input: ${capital(name)}Input!) {
    ${name}(input: $input) {
      ${fields[name] ?? "webhook { id version status notice }"} replayed userErrors { code path }
    }
  }`;

/** Does one mutation that has to succeed; answers with its payload. */
export async function doneTo(
  bank: TestBank,
  persona: string,
  [name, input]: readonly [string, Input],
): Promise<Json> {
  const wish = { input: { idempotencyKey: newRequestKey(), ...input } };
  const data = await bank.as(persona).must(webhookMutation(name), wish);
  return Object(data)[name];
}

export const somewhere = "https://hooks.example.org/corehours";

export async function registered(
  bank: TestBank,
  { hubId, persona = "priya", ...wish }: Input & { readonly hubId: string; persona?: string },
): Promise<string> {
  const facts = ["GIFT_GIVEN", "EXCHANGE_AGREED", "EXCHANGE_SETTLED", "MEMBER_JOINED"];
  const input = { hubId, url: somewhere, facts, ...wish };
  return textAt(await doneTo(bank, persona, ["registerWebhook", input]), "webhook.id");
}

export const testEvent = async (
  bank: TestBank,
  webhookId: string,
  persona = "priya",
): Promise<string> =>
  textAt(await doneTo(bank, persona, ["sendTestEvent", { webhookId }]), "delivery.id");

/** Tries a delivery until it needs no more tries, a day apart. */
export async function untilDone(bank: TestBank, deliveryId: string, post: Post): Promise<string> {
  let now = bank.now();
  for (;;) {
    const sender = { table: bank.table(), now: () => now, secret: "for tests only", post };
    const { status } = await deliver({ ...sender, chance: () => 0.5 }, deliveryId);
    if (status !== "LATER") return status;
    now = addDays(now, 1);
  }
}

/** A test event that came to nothing. Its webhook is switched off by that. */
export async function deadLetter(bank: TestBank, webhookId: string): Promise<string> {
  const deliveryId = await testEvent(bank, webhookId);
  await untilDone(bank, deliveryId, async () => ({ status: 500 }));
  return deliveryId;
}
