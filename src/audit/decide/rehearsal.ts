import {
  type AccountRef,
  type Entry,
  type Excess,
  type Head,
  needsPromise,
  rejudge,
  spentAtAfter,
} from "../../ledger/index.ts";
import type { RehearsalTotals, RehearsedMandate } from "../model-rehearsal.ts";

/** An account as far as its history was looked at again. */
export type Replayed = {
  /** The last entry; nothing before the first. */
  readonly last?: Entry | undefined;
  /** When its holder last spent, whether or not that mattered at the time. */
  readonly spentAt?: string | undefined;
};

/** The limits of an account at the moment of an entry. */
export type Limits = {
  /** As they would have been. */
  readonly rehearsed: AccountRef;
  /** As they were. */
  readonly past: AccountRef;
};

/**
 * Puts the next entry of an account to other limits, on the balance that it really had.
 *
 * A refused entry is still taken to have happened: what would have come of it later, nobody knows.
 */
export function replay(
  { last, spentAt }: Replayed,
  entry: Entry,
  { rehearsed, past }: Limits,
): { readonly next: Replayed; readonly excess: Excess | undefined } {
  // After an entry that cannot be read nobody knows what this one was decided on.
  if (entry.seq !== (last?.seq ?? 0) + 1)
    return { next: { last: entry, spentAt }, excess: undefined };
  const hadGap = past.limits?.leastGapMinutes !== undefined;
  const before = headBefore(last, {
    account: rehearsed,
    spentAt: hadGap ? last?.spentAt : spentAt,
  });
  const excess = rejudge({ before, entry, wasPromised: needsPromise({ account: past }) });
  return { next: { last: entry, spentAt: spentAtAfter(spentAt, { before, entry }) }, excess };
}

const headBefore = (
  last: Entry | undefined,
  now: { readonly account: AccountRef; readonly spentAt: string | undefined },
): Head => ({
  seq: 0,
  balanceMinutes: 0,
  reservedMinutes: 0,
  status: "OPEN",
  recordedAt: "",
  hash: "",
  ...last,
  ...now,
});

/** The account that an entry was written to, under the limits that the entry itself recorded. */
export const accountIn = (entry: Entry): AccountRef => ({
  id: entry.accountId,
  hubId: entry.hubId,
  kind: entry.accountKind,
  floorMinutes: entry.floorMinutes,
  ...(entry.ceilingMinutes === undefined ? {} : { ceilingMinutes: entry.ceilingMinutes }),
  ...(entry.label === undefined ? {} : { label: entry.label }),
});

/** The same for a mandate, if the circle had decided on other minutes. */
export function mandateIn(entry: Entry, mandates: readonly RehearsedMandate[]): AccountRef {
  const account = accountIn(entry);
  const other = mandates.find(({ purpose, quarter }) => entry.label === `${purpose} ${quarter}`);
  return other === undefined ? account : { ...account, floorMinutes: -other.minutes };
}

/** What would have been refused so far, with one refusal more. */
export function counted(
  totals: RehearsalTotals,
  { code, minutes }: Excess,
  isFirstOfAccount: boolean,
): RehearsalTotals {
  const before = totals.find((total) => total.code === code);
  const next = {
    code,
    refusalCount: (before?.refusalCount ?? 0) + 1,
    accountCount: (before?.accountCount ?? 0) + (isFirstOfAccount ? 1 : 0),
    minutes: (before?.minutes ?? 0) + minutes,
  };
  return [...totals.filter((total) => total.code !== code), next];
}

/** Fewer accounts than these could be guessed by people who know each other. */
const fewestTold = 5;

/** The totals as everybody in the hub may see them: no names, and no numbers that are few. */
export const toldToMembers = (totals: RehearsalTotals) =>
  totals.map(({ code, ...numbers }) =>
    numbers.accountCount < fewestTold
      ? { code, refusalCount: null, accountCount: null, minutes: null }
      : { code, ...numbers },
  );
