import {
  callerOf,
  type Done,
  type Refusal,
  type Request,
  requestOf,
  signInFirst,
} from "../kernel/index.ts";
import { attempt, type Step } from "./attempt.ts";
import type { Context } from "./context.ts";

/** What is wished, and which request it is. */
export type Asked<Input> = { readonly input: Input; readonly request: Request };

/** How every change begins: signed in, then tried until nobody was faster. */
export async function byRequest<
  Input extends { readonly idempotencyKey: string },
  Thing,
  Code extends string,
>(
  context: Context,
  { operation, input }: { readonly operation: string; readonly input: Input },
  step: (context: Context, asked: Asked<Input>) => Promise<Step<Done<Thing>> | Refusal<Code>>,
) {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), operation, input);
  return attempt(context.table, () => step(context, { input, request }));
}
