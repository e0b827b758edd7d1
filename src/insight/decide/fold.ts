import { addMonths, daysBetween } from "../../kernel/index.ts";
import type { Addition, Cursor, Entry, MostName, Numbers, SumName } from "../model.ts";

/** Help: the kinds whose minutes make up the turnover. */
const help: ReadonlySet<string> = new Set(["EXCHANGE", "SPONSORED", "LEARNING"]);
/** Accounts of somebody, and the pot: whose balances are in hand. */
const holders: ReadonlySet<string> = new Set(["MEMBER", "ORGANISATION", "POT"]);

export const monthOf = (moment: string): string => moment.slice(0, 7);

/** What an entry comes to: how far the chain is counted, and what its month gains by it. */
export type Folded = { readonly cursor: Cursor; readonly month: string; readonly adds: Addition };

/**
 * Counts the next entry of a chain.
 *
 * The month is that in which it was recorded, because that never changes afterwards. The cursor
 * knows what the account came to in that month so far, so a member is counted once a month however
 * often they give, and no list of who gave has to be kept.
 */
export function fold(before: Cursor, entry: Entry, categoryId?: string): Folded {
  const month = monthOf(entry.recordedAt);
  const then = before.month === month ? before : fresh(before, month);
  const given = isHelpGiven(entry) ? entry.minutes : 0;
  const recognised = isRecognised(entry) ? entry.minutes : 0;
  const cursor: Cursor = {
    ...then,
    seq: entry.seq,
    givenMinutes: then.givenMinutes + given,
    recognisedMinutes: then.recognisedMinutes + recognised,
    gave: then.gave || given > 0 || recognised > 0,
    spent: then.spent || isSpent(entry),
  };
  return {
    cursor,
    month,
    adds: {
      sums: withoutZeros({
        ...peopleIn(then, cursor, entry),
        ...minutesIn(entry, given, recognised),
      }),
      most: withoutZeros({
        givenMinutes: given > 0 ? cursor.givenMinutes : 0,
        recognisedMinutes: recognised > 0 ? cursor.recognisedMinutes : 0,
      }),
      byCategory: given > 0 && categoryId !== undefined ? { [categoryId]: given } : {},
    },
  };
}

const fresh = ({ accountId, seq, version }: Cursor, month: string): Cursor => ({
  ...{ accountId, seq, version, month },
  ...{ givenMinutes: 0, recognisedMinutes: 0, gave: false, spent: false },
});

const isRecognised = ({ kind, minutes, accountKind }: Entry): boolean =>
  kind === "RECOGNITION" && minutes > 0 && holders.has(accountKind);

/** Was somebody credited for help by this entry? Then its act may say what kind of help it was. */
export const isHelpGiven = ({ kind, minutes, accountKind }: Entry): boolean =>
  help.has(kind) && minutes > 0 && holders.has(accountKind);

const isSpent = ({ kind, minutes, accountKind }: Entry): boolean =>
  help.has(kind) && minutes < 0 && holders.has(accountKind);

/** Who is counted for the first time this month, and accounts that begin and end. */
function peopleIn(then: Cursor, now: Cursor, entry: Entry): Numbers<SumName> {
  const credited = {
    givers: now.givenMinutes > 0 && then.givenMinutes === 0 ? 1 : 0,
    recognised: now.recognisedMinutes > 0 && then.recognisedMinutes === 0 ? 1 : 0,
  };
  if (entry.accountKind !== "MEMBER") return credited;
  const tookPart = (one: Cursor) => one.gave || one.spent;
  const opened = entry.seq === 1 ? 1 : 0;
  return {
    ...credited,
    participating: tookPart(now) && !tookPart(then) ? 1 : 0,
    twoWay: now.gave && now.spent && !(then.gave && then.spent) ? 1 : 0,
    accounts: opened - (entry.status === "CLOSED" ? 1 : 0),
  };
}

function minutesIn(entry: Entry, given: number, recognised: number): Numbers<SumName> {
  const { kind, minutes, accountKind } = entry;
  if (accountKind === "ISSUANCE") return { issuedMinutes: -minutes };
  if (!holders.has(accountKind)) return {};
  const inHand = Math.max(entry.balanceMinutes, 0) - Math.max(entry.balanceMinutes - minutes, 0);
  return {
    givenMinutes: given,
    timesGiven: given > 0 ? 1 : 0,
    spentMinutes: isSpent(entry) ? -minutes : 0,
    recognisedMinutes: recognised,
    giftMinutes: kind === "GIFT" ? Math.max(minutes, 0) : 0,
    takenBackMinutes: kind === "REVERSAL" ? Math.max(-minutes, 0) : 0,
    inHandMinutes: inHand,
    inHandMinuteDays: inHand * daysFrom(entry.recordedAt),
  };
}

/** How many days the month still has from this day on, the day itself included. */
function daysFrom(moment: string): number {
  return daysIn(monthOf(moment)) - Number(moment.slice(8, 10)) + 1;
}

/** How many days a month has. */
export function daysIn(month: string): number {
  const first = `${month}-01T00:00:00.000Z`;
  return daysBetween(first, addMonths(first, 1));
}

const withoutZeros = <Name extends string>(numbers: Numbers<Name>): Numbers<Name> =>
  Object.fromEntries(Object.entries(numbers).filter(([, number]) => number !== 0)) as Numbers<Name>;

export const nothing: Addition = { sums: {}, most: {}, byCategory: {} };

/** Two additions as one. Sums add and the most is the greater, so any order gives the same. */
export function together(a: Addition, b: Addition): Addition {
  return {
    sums: merge(a.sums, b.sums, (x, y) => x + y) as Numbers<SumName>,
    most: merge(a.most, b.most, Math.max) as Numbers<MostName>,
    byCategory: merge(a.byCategory, b.byCategory, (x, y) => x + y),
  };
}

type Counts = { readonly [name: string]: number | undefined };

function merge(a: Counts, b: Counts, join: (x: number, y: number) => number) {
  const all: Record<string, number> = {};
  for (const [name, number = 0] of Object.entries(a)) all[name] = number;
  for (const [name, number = 0] of Object.entries(b)) all[name] = join(all[name] ?? 0, number);
  return all;
}
