/*
 * The numbers once more, in another way: everything looked at together, as nobody could in the
 * service itself. What is counted step by step has to come to the same.
 */

export type Entry = {
  readonly accountId: string;
  readonly accountKind: string;
  readonly hubId: string;
  readonly seq: number;
  readonly kind: string;
  readonly minutes: number;
  readonly balanceMinutes: number;
  readonly status: string;
  readonly recordedAt: string;
};

const help = ["EXCHANGE", "SPONSORED", "LEARNING"];
const total = (entries: readonly Entry[], of: (entry: Entry) => number) =>
  entries.reduce((all, entry) => all + of(entry), 0);
const people = (entries: readonly Entry[]) => new Set(entries.map(({ accountId }) => accountId));

/** What a place came to in a month, from all entries of its hubs. Noughts are left out. */
export function numbersOf(all: readonly Entry[], month: string) {
  const entries = all.filter(({ recordedAt }) => recordedAt.startsWith(month));
  const member = entries.filter(({ accountKind }) => accountKind === "MEMBER");
  const held = entries.filter((one) => ["MEMBER", "ORGANISATION", "POT"].includes(one.accountKind));
  const given = held.filter(({ kind, minutes }) => help.includes(kind) && minutes > 0);
  const spent = held.filter(({ kind, minutes }) => help.includes(kind) && minutes < 0);
  const recognised = held.filter(({ kind, minutes }) => kind === "RECOGNITION" && minutes > 0);
  const gave = people(member.filter((one) => given.includes(one) || recognised.includes(one)));
  const paid = people(member.filter((one) => spent.includes(one)));
  const days = new Date(Number(month.slice(0, 4)), Number(month.slice(5)), 0).getDate();
  const rise = (one: Entry) =>
    Math.max(0, one.balanceMinutes) - Math.max(0, one.balanceMinutes - one.minutes);
  const sums = {
    participating: new Set([...gave, ...paid]).size,
    twoWay: [...gave].filter((id) => paid.has(id)).length,
    givers: people(given).size,
    recognised: people(recognised).size,
    accounts:
      member.filter(({ seq }) => seq === 1).length -
      member.filter(({ status }) => status === "CLOSED").length,
    givenMinutes: total(given, ({ minutes }) => minutes),
    timesGiven: given.length,
    spentMinutes: -total(spent, ({ minutes }) => minutes),
    recognisedMinutes: total(recognised, ({ minutes }) => minutes),
    giftMinutes: total(held, ({ kind, minutes }) => (kind === "GIFT" ? Math.max(0, minutes) : 0)),
    takenBackMinutes: total(held, (one) =>
      one.kind === "REVERSAL" ? Math.max(0, -one.minutes) : 0,
    ),
    inHandMinutes: total(held, rise),
    inHandMinuteDays: total(
      held,
      (one) => rise(one) * (days - Number(one.recordedAt.slice(8, 10)) + 1),
    ),
    issuedMinutes: -total(
      entries.filter(({ accountKind }) => accountKind === "ISSUANCE"),
      ({ minutes }) => minutes,
    ),
  };
  const mostOf = (some: readonly Entry[]) =>
    Math.max(
      0,
      ...[...people(some)].map((id) =>
        total(
          some.filter(({ accountId }) => accountId === id),
          ({ minutes }) => minutes,
        ),
      ),
    );
  const most = { givenMinutes: mostOf(given), recognisedMinutes: mostOf(recognised) };
  return { sums: withoutNoughts(sums), most: withoutNoughts(most) };
}

export const withoutNoughts = (numbers: Readonly<Record<string, number | undefined>>) =>
  Object.fromEntries(Object.entries(numbers).filter(([, number]) => number));

export const monthsOf = (entries: readonly Entry[]): readonly string[] => [
  ...new Set(entries.map(({ recordedAt }) => recordedAt.slice(0, 7))),
];
