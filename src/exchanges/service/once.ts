import {
  callerOf,
  type Done,
  firstOf,
  type IdPrefix,
  idFor,
  isRefusal,
  type Receipts,
  type Refusal,
  replayOf,
  requestOf,
  signInFirst,
} from "../../kernel/index.ts";
import { attempt, type Context, type Table, type Write } from "../../table/index.ts";

type Kept = { readonly receipts: Receipts };

/** What every new thing is kept with. */
type Stored = { readonly id: string; readonly version: number; readonly receipts: Receipts };

type Making<Facts extends object, Thing extends Kept, Code extends string> = {
  readonly operation: string;
  readonly prefix: IdPrefix;
  readonly wish: { readonly idempotencyKey: string };
  readonly find: (table: Table, id: string) => Promise<Thing | undefined>;
  /**
   * What the wish names, or which of it nobody knows. Who may do it comes first wherever the
   * things named are not the viewer's to know of: then both get the same no.
   */
  readonly facts: () => Promise<Facts | Refusal<Code>>;
  /** Left out where the facts say it already. */
  readonly may?: (facts: Facts) => Refusal<Code> | undefined;
  readonly plan: (
    facts: Facts,
    stored: Stored,
  ) => Promise<{ readonly thing: Thing; readonly writes: readonly Write[] } | Refusal<Code>>;
};

type CommonCode = "BUSY_TRY_AGAIN" | "IDEMPOTENCY_KEY_REUSED" | "SIGN_IN_REQUIRED";

/** Everything new in this room comes this way: once for each request, checked in one order. */
export async function makeOnce<Facts extends object, Thing extends Kept, Code extends string>(
  context: Context,
  { operation, prefix, wish, find, facts, may, plan }: Making<Facts, Thing, Code>,
): Promise<Done<Thing> | Refusal<Code | CommonCode>> {
  const { table, viewer } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), operation, wish);
  const id = idFor(prefix, request);
  const stored = { id, ...firstOf(request) };
  return attempt<Done<Thing>, Code | CommonCode>(table, async () => {
    const [named, found] = await Promise.all([facts(), find(table, id)]);
    if (isCoded<Code>(named)) return named;
    const forbidden = may?.(named);
    if (forbidden) return forbidden;
    const replay = replayOf(found, request);
    if (replay) return replay;
    const planned = await plan(named, stored);
    if (isCoded<Code>(planned)) return planned;
    return { writes: planned.writes, answer: { thing: planned.thing, replayed: false } };
  });
}

// The kernel's test forgets which codes a refusal can have; nothing else here has this kind.
export const isCoded = <Code extends string>(value: object): value is Refusal<Code> =>
  isRefusal(value);
