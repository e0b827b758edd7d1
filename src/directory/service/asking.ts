import {
  callerOf,
  type Done,
  forbidden,
  isRefusal,
  isReplay,
  type Refusal,
  type Request,
  refuse,
  requestOf,
  signInFirst,
} from "../../kernel/index.ts";
import type { Party } from "../../membership/index.ts";
import { attempt, type Context, type Step } from "../../table/index.ts";

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

/** The first answer again, when this very request made or changed the thing before. */
export function replayOf<Thing extends { readonly receipts: readonly string[] }>(
  found: Thing | undefined,
  request: Request,
) {
  if (!found) return undefined;
  const replay = isReplay(found.receipts, request);
  if (isRefusal(replay)) return replay;
  return replay ? { answer: { thing: found, replayed: true } } : undefined;
}

/** To someone who may see what a member or an organisation lists but may not change it. */
export const notYours = (holder: Pick<Party, "kind">): Refusal<"FORBIDDEN"> =>
  forbidden(
    holder.kind === "MEMBER"
      ? "Only the person themselves, their guardian or their broker can do this."
      : "Only someone who speaks for the organisation, or a broker of its hub, can do this.",
    "Ask one of them to do it.",
  );

export const changedSince = (): Refusal<"CONFLICT_VERSION"> =>
  refuse(
    "CONFLICT_VERSION",
    "Somebody changed this after you last looked.",
    "Read it again, then decide.",
    "version",
  );
