import type { Stack } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { accept } from "./accept.ts";

/**
 * The one secret: cursors are sealed with it, and the signing secrets of webhooks are derived from it.
 * It is made once and put into the environment at deployment, which spares every cold start a call.
 * Whoever may read a function's settings could forge a cursor, and gain another place in a list that
 * they are already allowed to read; could find by trying which login code is open or whose network a
 * limit of the day counts; and could sign as this service does. So only those who may read the table
 * should.
 */
export function addSecret(stack: Stack): string {
  const secret = new Secret(stack, "CursorSecret", {
    description: "Seals the cursors of lists and signs webhooks.",
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
  });
  accept(secret, {
    SMG4: "Another secret breaks every cursor under way and every signature that others check. The runbook says how it is changed when it has to be.",
  });
  return secret.secretValue.unsafeUnwrap();
}
