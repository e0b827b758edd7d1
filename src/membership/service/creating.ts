import {
  callerOf,
  type Done,
  type IdPrefix,
  idFor,
  isRefusal,
  isReplay,
  peopleOnly,
  type Refusal,
  type Request,
  replayOf,
  requestOf,
  signInFirst,
  withReceipt,
} from "../../kernel/index.ts";
import { attempt, type Context, type Write } from "../../table/index.ts";

type Stored = { readonly receipts: readonly string[] };

/** What a new thing starts with. */
type Birth = {
  readonly id: string;
  readonly createdAt: string;
  readonly version: 1;
  readonly receipts: readonly string[];
};

type Wish<Thing extends Stored, Loaded, Code extends string> = {
  readonly operation: string;
  readonly input: { readonly idempotencyKey: string };
  readonly prefix: IdPrefix;
  readonly find: (id: string) => Promise<Thing | undefined>;
  /** What has to be there and who may do it: NOT_FOUND, then FORBIDDEN. */
  readonly load: () => Promise<Loaded | Refusal<Code>>;
  readonly make: (
    birth: Birth,
    loaded: Loaded,
  ) => Promise<{ readonly thing: Thing; readonly writes: readonly Write[] } | Refusal<Code>>;
};

/** Every new thing but a membership comes to be here, so that the checks keep their order. */
export async function createOnce<Thing extends Stored, Loaded, Code extends string>(
  context: Context,
  wish: Wish<Thing, Loaded, Code>,
): Promise<
  | Done<Thing>
  | Refusal<Code | "FORBIDDEN" | "SIGN_IN_REQUIRED" | "IDEMPOTENCY_KEY_REUSED" | "BUSY_TRY_AGAIN">
> {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), wish.operation, wish.input);
  const id = idFor(wish.prefix, request);
  return attempt<Done<Thing>, Code | "FORBIDDEN" | "IDEMPOTENCY_KEY_REUSED">(
    context.table,
    async () => {
      const loaded = await wish.load();
      if (isRefusal(loaded)) return loaded as Refusal<Code>;
      if (context.viewer.machine) return peopleOnly();
      const found = await wish.find(id);
      const replay = replayOf(found, request);
      if (replay) return replay;
      const receipts = withReceipt([], request);
      const made = await wish.make({ id, createdAt: context.now, version: 1, receipts }, loaded);
      if (isRefusal(made)) return (await doneMeanwhile(wish.find, id, request)) ?? made;
      return { writes: made.writes, answer: { thing: made.thing, replayed: false } };
    },
  );
}

/**
 * Before saying no: a twin of this very request may have been done between our reads, and what
 * stands in the way may be its own work. Then its answer is ours.
 */
export async function doneMeanwhile<Thing extends Stored>(
  find: (id: string) => Promise<Thing | undefined>,
  id: string,
  request: Request,
) {
  const found = await find(id);
  return found && isReplay(found.receipts, request) === true
    ? { answer: { thing: found, replayed: true } }
    : undefined;
}
