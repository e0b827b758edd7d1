import { SecretValue, type Stack } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { accept } from "./accept.ts";
import type { Deployment } from "./deployment.ts";

/**
 * The one secret: cursors are sealed with it, and the signing secrets of webhooks are derived from it.
 * It is made once and put into the environment at deployment, which spares every cold start a call.
 * Whoever may read a function's settings could forge a cursor, and gain another place in a list that
 * they are already allowed to read; could find by trying which login code is open or whose network a
 * limit of the day counts; and could sign as this service does. So only those who may read the table
 * should.
 *
 * A function takes a new value only when something in its own settings changes, one function today and
 * the other with a later release. So whoever changes the value names its version: then both change,
 * and at once.
 */
export function addSecret(stack: Stack, { secretVersion: versionId }: Deployment): string {
  const secret = new Secret(stack, "CursorSecret", {
    description: "Seals the cursors of lists and signs webhooks.",
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
  });
  accept(secret, {
    SMG4: "Another secret breaks every cursor under way and every signature that others check. The runbook says how it is changed when it has to be.",
  });
  const value = versionId
    ? SecretValue.secretsManager(secret.secretArn, { versionId })
    : secret.secretValue;
  return value.unsafeUnwrap();
}
