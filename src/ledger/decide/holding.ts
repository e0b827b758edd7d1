import { type Refusal, refuse } from "../../kernel/index.ts";
import type { AccountRef, Draft, Head } from "../model.ts";
import { append, type Heads, headIn, momentFor, type Occasion } from "./appending.ts";
import { firstStopped, type LedgerCode, whyNoRoom, whyNotEnough, whyNotSpend } from "./limits.ts";

/**
 * Sets minutes aside on each account, so that help agreed is help paid; or promises them to it,
 * so that the limits on what it receives hold when they come. Receivers have to be in use too.
 */
export function hold(
  read: ReadonlyMap<string, Head>,
  holds: readonly Hold[],
  { receivers = [], ...wish }: Occasion & { readonly receivers?: readonly AccountRef[] },
): readonly Draft[] | Refusal<LedgerCode> {
  const heads: Heads = new Map(read);
  const occasion = { ...wish, now: momentFor(heads, wish.now) };
  const stopped = firstStopped(heads, [...holds.map(({ account }) => account), ...receivers]);
  if (stopped) return stopped;
  const drafts: Draft[] = [];
  for (const { account, minutes, isPromise } of holds) {
    const head = headIn(heads, account);
    const { now } = occasion;
    const refusal = isPromise
      ? whyNoRoom(head, { minutes, isHelp: true, now })
      : (whyNotEnough(head, minutes) ?? whyNotSpend(head, { minutes, isNew: true, now }));
    if (refusal) return refusal;
    const change = isPromise
      ? { kind: "PROMISE" as const, promised: minutes }
      : { kind: "HOLD" as const, held: minutes };
    drafts.push(append(heads, head, { ...change, occasion }));
  }
  return drafts;
}

export type Hold = {
  readonly account: AccountRef;
  readonly minutes: number;
  /** Minutes to come to this account, not to go from it. */
  readonly isPromise?: boolean;
};

/** Frees what was set aside or promised. Works on a frozen account too: it takes from nobody. */
export function release(
  read: ReadonlyMap<string, Head>,
  holds: readonly Hold[],
  wish: Occasion,
): readonly Draft[] {
  const heads: Heads = new Map(read);
  const occasion = { ...wish, now: momentFor(heads, wish.now) };
  return holds.map(({ account, minutes, isPromise }) =>
    append(heads, headIn(heads, account), {
      kind: "RELEASE",
      ...(isPromise ? { promised: -minutes } : { held: -minutes }),
      occasion,
    }),
  );
}

const inWords: { readonly [status in Head["status"]]: string } = {
  OPEN: "in use",
  FROZEN: "stopped already",
  CLOSED: "closed, because its holder has left",
};

/** Stops an account or lets it go on; nothing about its minutes changes. */
export function changeFreeze(
  head: Head,
  kind: "FREEZE" | "UNFREEZE",
  occasion: Occasion,
): Draft | Refusal<"STATE_TRANSITION_INVALID"> {
  const wanted = kind === "FREEZE" ? "OPEN" : "FROZEN";
  if (head.status !== wanted) {
    return refuse(
      "STATE_TRANSITION_INVALID",
      `This account is ${inWords[head.status]}.`,
      kind === "FREEZE"
        ? "Only an account in use can be stopped."
        : "Only a stopped account can go on.",
    );
  }
  const now = momentFor(new Map([[head.account.id, head]]), occasion.now);
  const draft = append(new Map(), head, { kind, occasion: { ...occasion, now } });
  return { ...draft, status: kind === "FREEZE" ? "FROZEN" : "OPEN" };
}
