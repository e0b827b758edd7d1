import { createHmac } from "node:crypto";

/*
 * Secrets are derived, not kept: from the deployment's own secret, the webhook's id and a number
 * that rotating raises. So neither the table nor a copy of it holds anything that signs, and there
 * is nothing to encrypt, rotate or leak but the one secret that is guarded anyway.
 */

const secretOf = (root: string, webhookId: string, number: number): Buffer =>
  createHmac("sha256", root).update(`webhook\u0000${webhookId}\u0000${number}`).digest();

/** A signing secret as it is shown, in the form of Standard Webhooks. */
export const shownSecret = (root: string, webhookId: string, number: number): string =>
  `whsec_${secretOf(root, webhookId, number).toString("base64")}`;

/** What a request carries so that its receiver can tell that it is ours and new. */
export function signedHeaders(wish: {
  readonly root: string;
  readonly webhookId: string;
  readonly numbers: readonly number[];
  readonly messageId: string;
  readonly at: string;
  readonly body: string;
}): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(Date.parse(wish.at) / 1_000));
  const signed = `${wish.messageId}.${timestamp}.${wish.body}`;
  const signatures = wish.numbers.map((number) => {
    const secret = secretOf(wish.root, wish.webhookId, number);
    return `v1,${createHmac("sha256", secret).update(signed).digest("base64")}`;
  });
  return {
    "content-type": "application/json",
    "webhook-id": wish.messageId,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}
