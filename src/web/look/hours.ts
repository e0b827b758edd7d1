/*
 * What the pictures show, reckoned from answers of the API. Pure, so that the rules for small numbers
 * are tested without a browser.
 */

/** An exchange as a broker lists it. */
export type Help = {
  readonly status: string;
  readonly settledMinutes: number | null;
  readonly category: { readonly name: string } | null;
  readonly hub: { readonly name: string };
  readonly providerHub: { readonly name: string };
  readonly provider: { readonly partyId: string };
  readonly payer: { readonly partyId: string };
};

/** Hours from one hub to another; `hours` is null where too few people stand behind them. */
export type Flow = { readonly from: string; readonly to: string; readonly hours: number | null };

/** Fewer people than this could be known by their hours. */
const fewestPeople = 8;
/** Nobody may stand behind more than half of a sum, or the sum tells about them. */
const largestShare = 0.5;
const roundedTo = 5;

const settled = (all: readonly Help[]) => all.filter(({ status }) => status === "SETTLED");

const hoursOf = (all: readonly Help[]) =>
  all.reduce((sum, { settledMinutes }) => sum + (settledMinutes ?? 0), 0) / 60;

/** Who gave how many hours to whom, hub by hub, as numbers are published: few people are hidden. */
export function flowsBetween(all: readonly Help[]): readonly Flow[] {
  const groups = Map.groupBy(settled(all), ({ hub, providerHub }) =>
    JSON.stringify([providerHub.name, hub.name]),
  );
  return [...groups].map(([key, group]) => {
    const [from = "", to = ""] = JSON.parse(key);
    return { from, to, hours: published(group) };
  });
}

/** The sum as it may be published, or null. */
export function published(group: readonly Help[]): number | null {
  const people = new Set(group.flatMap(({ provider, payer }) => [provider.partyId, payer.partyId]));
  const total = hoursOf(group);
  const given = Map.groupBy(group, ({ provider }) => provider.partyId);
  const most = Math.max(0, ...[...given.values()].map(hoursOf));
  if (people.size < fewestPeople || most > largestShare * total) return null;
  return roundedTo * Math.round(total / roundedTo);
}

export type Sum = { readonly name: string; readonly hours: number };

/** Hours by kind of help, largest first, exact: a broker's view of their own hub. */
export function byCategory(all: readonly Help[]): readonly Sum[] {
  const groups = Map.groupBy(settled(all), ({ category }) => category?.name ?? "No kind given");
  return [...groups]
    .map(([name, group]) => ({ name, hours: hoursOf(group) }))
    .sort((a, b) => b.hours - a.hours);
}

export type Moment = { readonly who: string; readonly at: string; readonly hours: number };
export type DayEnd = { readonly who: string; readonly day: string; readonly hours: number };

/**
 * What everybody had at the end of each day on which anybody's balance moved: a long quiet time takes
 * no more room than a busy day, so what happens today is seen beside the whole quarter.
 */
export function dayByDay(moments: readonly Moment[]): readonly DayEnd[] {
  const days = [...new Set(moments.map(({ at }) => at.slice(0, 10)))].sort();
  const people = Map.groupBy(moments, ({ who }) => who);
  return [...people].flatMap(([who, own]) => {
    const inOrder = [...own].sort((a, b) => a.at.localeCompare(b.at));
    return days.map((day) => {
      const last = inOrder.findLast(({ at }) => at.slice(0, 10) <= day);
      return { who, day, hours: last?.hours ?? 0 };
    });
  });
}

export type Quarter = {
  readonly quarter: string;
  readonly rungs: readonly { readonly rung: number; readonly count: number }[];
};
export type OnRung = { readonly rung: string; readonly quarter: string; readonly count: number };

/** Arnstein's ladder, from the top. */
const ladder = [
  "Citizen control",
  "Delegated power",
  "Partnership",
  "Placation",
  "Consultation",
  "Informing",
  "Therapy",
  "Manipulation",
];

/** How many votes ended on each rung, from the top; a rung that nobody stood on is there, too. */
export const byRung = (quarters: readonly Quarter[]): readonly OnRung[] =>
  ladder.flatMap((name, place) => {
    const number = ladder.length - place;
    return quarters.map(({ quarter, rungs }) => ({
      ...{ rung: `${number} ${name}`, quarter },
      count: rungs.find(({ rung }) => rung === number)?.count ?? 0,
    }));
  });
