import { isRefusal } from "../../src/kernel/index.ts";
import type { post } from "../../src/ledger/decide/index.ts";
import type { AccountRef, Draft, Head } from "../../src/ledger/model.ts";

/** A Wednesday in the middle of a month, at noon. */
export const now = "2026-02-11T12:00:00.000Z";

export const account = (id: string, more: Partial<AccountRef> = {}): AccountRef => ({
  id,
  hubId: "bra",
  kind: "MEMBER",
  floorMinutes: -300,
  ...more,
});

export const headOf = (ref: AccountRef, more: Partial<Head> = {}): Head => ({
  account: ref,
  seq: 0,
  balanceMinutes: 0,
  reservedMinutes: 0,
  status: "OPEN",
  recordedAt: "",
  hash: "",
  ...more,
});

export const headsOf = (...heads: readonly Head[]) =>
  new Map(heads.map((head) => [head.account.id, head]));

/** The entries of what has to be allowed. */
export function drafts(result: ReturnType<typeof post>): readonly Draft[] {
  if (isRefusal(result)) throw new Error(result.code);
  return result;
}

/** What comes of it in one word. */
export const outcomeOf = (result: ReturnType<typeof post>): string =>
  isRefusal(result) ? result.code : "DONE";
