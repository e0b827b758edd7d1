import { hash } from "node:crypto";
import type { Draft, Entry } from "./model.ts";

/** What the first entry of every chain builds on. */
export const chainStart = "";

/**
 * The fields of an entry in the order of its canonical form. The order is a promise: anyone can
 * recompute every hash from an export.
 */
export const entryFields = [
  "accountId",
  "seq",
  "hubId",
  "accountKind",
  "label",
  "kind",
  "minutes",
  "balanceMinutes",
  "reservedMinutes",
  "floorMinutes",
  "ceilingMinutes",
  "status",
  "counterId",
  "actId",
  "recordedAt",
  "happenedOn",
  "promisedMinutes",
  "given",
  "spent",
  "spentAt",
] as const satisfies readonly (keyof Draft)[];

/** The canonical form of an entry: its fields in order as a JSON array, absent ones as null. */
export const canonical = (draft: Draft): string =>
  JSON.stringify(entryFields.map((name) => draft[name] ?? null));

/** SHA-256, in base64url, of the earlier hash, a line break and the entry's canonical form. */
export const hashOf = (previousHash: string, form: string): string =>
  hash("sha256", `${previousHash}\n${form}`, "base64url");

/** Ties an entry to the one before it: changing any earlier entry changes every hash after it. */
export const seal = (previousHash: string, draft: Draft): Entry => ({
  ...draft,
  hash: hashOf(previousHash, canonical(draft)),
});
