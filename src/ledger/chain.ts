import { createHash } from "node:crypto";
import type { Draft, Entry } from "./model.ts";

/** What the first entry of every chain builds on. */
export const chainStart = "";

/**
 * The canonical form of an entry: its fields in this order as a JSON array, absent ones as null.
 * The order is a promise: anyone can recompute every hash from an export.
 */
const canonical = (draft: Draft): string =>
  JSON.stringify([
    draft.accountId,
    draft.seq,
    draft.hubId,
    draft.accountKind,
    draft.label ?? null,
    draft.kind,
    draft.minutes,
    draft.balanceMinutes,
    draft.reservedMinutes,
    draft.floorMinutes,
    draft.ceilingMinutes ?? null,
    draft.status,
    draft.counterId ?? null,
    draft.actId,
    draft.recordedAt,
    draft.happenedOn ?? null,
    draft.promisedMinutes ?? null,
    draft.given ?? null,
    draft.spent ?? null,
    draft.spentAt ?? null,
  ]);

/**
 * Ties an entry to the one before it: SHA-256 of the earlier hash, a line break and the entry's
 * canonical form. Changing any earlier entry changes every hash after it.
 */
export const seal = (previousHash: string, draft: Draft): Entry => ({
  ...draft,
  hash: createHash("sha256")
    .update(`${previousHash}\n${canonical(draft)}`)
    .digest("base64url"),
});
