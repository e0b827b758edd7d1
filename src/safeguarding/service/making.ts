import { type IdPrefix, idFor, type Request, withReceipt } from "../../kernel/index.ts";

type Kept = { readonly version: number; readonly receipts: readonly string[] };

/** What a new thing of this request starts with. */
export const birthOf = (prefix: IdPrefix, request: Request, now: string) => ({
  id: idFor(prefix, request),
  createdAt: now,
  version: 1,
  receipts: withReceipt([], request),
});

/** A thing as this request leaves it: one version on, and remembering it. */
export const movedOn = <Thing extends Kept>(thing: Thing, request: Request): Thing => ({
  ...thing,
  version: thing.version + 1,
  receipts: withReceipt(thing.receipts, request),
});
