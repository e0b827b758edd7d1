import { createHash } from "node:crypto";
import { derivedId, type IdPrefix } from "./ids.ts";
import type { Done } from "./mutate.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";

/**
 * One asking: who, what, with which key and which words. The same key from the same caller for
 * the same operation is the same asking, for ever, so it is done once.
 */
export type Request = {
  /** Hash of caller, operation and key: names this asking. */
  readonly key: string;
  /** Hash of what was asked: tells a retry from another wish under an old key. */
  readonly input: string;
};

/** Kept on what the request made or changed, newest last: `key:input`. */
export type Receipts = readonly string[];

/** A thing remembers this many requests: the one that made it, and the last that changed it. */
const receiptsKept = 12;

export function requestOf(
  caller: string,
  operation: string,
  input: { readonly idempotencyKey: string },
): Request {
  const { idempotencyKey, ...wish } = input;
  return {
    key: hash(`${caller}\u0000${operation}\u0000${idempotencyKey}`),
    input: hash(canonical(wish)).slice(0, 8),
  };
}

/** The id of what this request makes: asked twice, it names the same thing. */
export const idFor = (prefix: IdPrefix, request: Request): string => derivedId(prefix, request.key);

/** Adds a receipt. The first one, of the request that made the thing, is kept for ever. */
export function withReceipt(receipts: Receipts, request: Request): Receipts {
  const [first, ...later] = [...receipts, `${request.key}:${request.input}`];
  return first === undefined ? later : [first, ...later.slice(1 - receiptsKept)];
}

/** What a new thing stores about the request that made it. */
export const firstOf = (request: Request) => ({ version: 1, receipts: withReceipt([], request) });

/** The next version of a thing, changed by this request. */
export const nextOf = <Thing extends { readonly version: number; readonly receipts: Receipts }>(
  thing: Thing,
  request: Request,
): Thing => ({
  ...thing,
  version: thing.version + 1,
  receipts: withReceipt(thing.receipts, request),
});

/** Made or changed by this very asking. */
export const done = <Thing>(thing: Thing): Done<Thing> => ({ thing, replayed: false });

/**
 * Has this thing already been made or changed by this very request?
 *
 * `true`: answer with the thing as it is now, and write nothing. `false`: go on. A refusal: the
 * key was used for another wish.
 */
export function isReplay(
  receipts: Receipts,
  request: Request,
): boolean | Refusal<"IDEMPOTENCY_KEY_REUSED"> {
  const receipt = receipts.find((kept) => kept.startsWith(`${request.key}:`));
  if (receipt === undefined) return false;
  if (receipt === `${request.key}:${request.input}`) return true;
  return refuse(
    "IDEMPOTENCY_KEY_REUSED",
    "This key was used before for something else.",
    "Use a new idempotencyKey for each new request, and the same one only to try again.",
    "idempotencyKey",
  );
}

/**
 * The first answer again, when this very request made or changed the thing before; a refusal when
 * its key was used for another wish; nothing when the request is new to the thing.
 */
export function replayOf<Thing extends { readonly receipts: Receipts }>(
  found: Thing | undefined,
  request: Request,
): { readonly answer: Done<Thing> } | Refusal<"IDEMPOTENCY_KEY_REUSED"> | undefined {
  if (!found) return undefined;
  const replay = isReplay(found.receipts, request);
  if (isRefusal(replay)) return replay;
  return replay ? { answer: { thing: found, replayed: true } } : undefined;
}

const hash = (text: string) => createHash("sha256").update(text).digest("base64url").slice(0, 16);

/** JSON with keys in order, so the same wish always gives the same text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value)
    .filter(([, held]) => held !== undefined && held !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, held]) => `${JSON.stringify(name)}:${canonical(held)}`);
  return `{${fields.join(",")}}`;
}
