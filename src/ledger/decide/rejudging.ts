import { minutesBetween } from "../../kernel/index.ts";
import { availableMinutes, type Entry, type Head } from "../model.ts";
import {
  givingLeft,
  isGiving,
  isMending,
  isSpending,
  type LedgerCode,
  roomLeft,
  spendingLeft,
  whyNoRoom,
  whyNotEnough,
  whyNotSpend,
} from "./limits.ts";

/** An entry that stands in a chain, on the state it was decided on. */
export type Past = {
  /** The account as it was, under the limits to judge by now. */
  readonly before: Head;
  readonly entry: Entry;
  /**
   * Was help promised at that time when it was agreed? Then its limits were kept when it was
   * promised, and what came unpromised was agreed when there was no limit yet.
   */
  readonly wasPromised: boolean;
};

/** Why an entry would not stand under other limits, and how far it goes beyond them. */
export type Excess = {
  readonly code: LedgerCode;
  /** What was asked of the limit. */
  readonly minutes: number;
  /** How much less would have been within it. For TOO_SOON: how much later would have been. */
  readonly overMinutes: number;
};

/**
 * Puts what was decided once to the very same rules under other limits. Whatever passed under its
 * own limits passes again, because what is asked of the account is read back from the entry.
 */
export function rejudge(past: Past): Excess | undefined {
  const { before, entry } = past;
  const { kind, minutes } = entry;
  const now = entry.recordedAt;
  const held = entry.reservedMinutes - before.reservedMinutes;
  const promised = (entry.promisedMinutes ?? 0) - (before.promisedMinutes ?? 0);
  if (kind === "HOLD") return spending(before, { minutes: held, isNew: true, counts: true, now });
  if (kind === "PROMISE") return coming(before, { minutes: promised, isHelp: true, now });
  if (minutes === 0 || isMending(kind)) return undefined;
  if (minutes < 0) {
    const wish = { minutes: -minutes - Math.max(0, -held), isNew: held === 0 };
    return spending(before, { ...wish, counts: isSpending(kind), now });
  }
  const isAgreed = isGiving(kind) && (promised < 0 || past.wasPromised);
  const beyond = isAgreed && promised === 0 ? 0 : minutes - Math.max(0, -promised);
  return coming(before, { minutes: beyond, isHelp: isGiving(kind), now });
}

function spending(
  head: Head,
  wish: { minutes: number; isNew: boolean; counts: boolean; now: string },
): Excess | undefined {
  const { minutes, now } = wish;
  if (minutes <= 0) return undefined;
  const short = whyNotEnough(head, minutes);
  if (short) return { code: short.code, minutes, overMinutes: minutes - availableMinutes(head) };
  const tooMuch = wish.counts ? whyNotSpend(head, wish) : undefined;
  if (!tooMuch) return undefined;
  const over =
    tooMuch.code === "TOO_SOON" ? leftToWait(head, now) : minutes - (spendingLeft(head, now) ?? 0);
  return { code: tooMuch.code, minutes, overMinutes: over };
}

function coming(
  head: Head,
  wish: { minutes: number; isHelp: boolean; now: string },
): Excess | undefined {
  const { minutes, now } = wish;
  const refusal = minutes > 0 ? whyNoRoom(head, wish) : undefined;
  if (!refusal) return undefined;
  const left = refusal.code === "CEILING_REACHED" ? roomLeft(head) : givingLeft(head, now);
  return { code: refusal.code, minutes, overMinutes: minutes - (left ?? 0) };
}

const leftToWait = ({ account, spentAt = "" }: Head, now: string): number =>
  Math.ceil((account.limits?.leastGapMinutes ?? 0) - minutesBetween(spentAt, now));

/**
 * When hours were last spent, counted for every member whether a gap was in force or not. An entry
 * keeps this itself only where one was.
 */
export function spentAtAfter(
  last: string | undefined,
  { before, entry }: Omit<Past, "wasPromised">,
) {
  const isUnheld = entry.minutes < 0 && entry.reservedMinutes === before.reservedMinutes;
  const isNew = entry.kind === "HOLD" || (isSpending(entry.kind) && isUnheld);
  return entry.accountKind === "MEMBER" && isNew ? entry.recordedAt : last;
}
