import type { Addition, SumName } from "../model.ts";
import { daysIn } from "./fold.ts";
import { type Cell, countStep, rounded } from "./hiding.ts";

/** A number about a place's month, as it is told. */
export type Measure = {
  readonly name: MeasureName;
  /** Nothing where it is hidden, or where there is nothing to be told. */
  readonly value?: number | undefined;
  readonly suppressed: boolean;
  /** The step that it was rounded to; 1 where it is exact. */
  readonly rounding: number;
  /** How many people or organisations stand behind it, rounded as counts are. */
  readonly n?: number | undefined;
};

/** Told to everybody, rounded, and hidden where few people stand behind it. */
const publicNames = [
  "PARTICIPATING_MEMBERS",
  "TWO_WAY_MEMBERS",
  "MINUTES_GIVEN",
  "TIMES_GIVEN",
  "MINUTES_RECOGNISED",
] as const;
export type PublicName = (typeof publicNames)[number];

/** Told exactly, to those who may read a hub's books. */
const ownNames = [
  "MEMBERS_WITH_ACCOUNT",
  "MINUTES_SPENT",
  "MINUTES_OF_GIFTS",
  "MINUTES_TAKEN_BACK",
  "MINUTES_IN_HAND",
  "MINUTES_ISSUED",
] as const;

type MeasureName =
  | PublicName
  | (typeof ownNames)[number]
  | "TWO_WAY_PERCENT"
  | "PARTICIPATION_PERCENT"
  | "VELOCITY_PER_YEAR";

/** Minutes are rounded to five hours. */
export const minuteStep = 300;

type Kept = Pick<Addition, "sums" | "most">;

const said = ({ sums }: Kept, name: SumName): number => sums[name] ?? 0;

const count = (of: Kept, name: SumName): Cell => ({
  value: said(of, name),
  people: said(of, name),
});

/** How each public measure is read from what a place came to in a month. */
const cells: { readonly [name in PublicName]: (of: Kept) => Cell } = {
  PARTICIPATING_MEMBERS: (of) => count(of, "participating"),
  TWO_WAY_MEMBERS: (of) => count(of, "twoWay"),
  MINUTES_GIVEN: (of) => ({
    value: said(of, "givenMinutes"),
    people: said(of, "givers"),
    most: of.most.givenMinutes ?? 0,
  }),
  TIMES_GIVEN: (of) => ({ value: said(of, "timesGiven"), people: said(of, "givers") }),
  MINUTES_RECOGNISED: (of) => ({
    value: said(of, "recognisedMinutes"),
    people: said(of, "recognised"),
    most: of.most.recognisedMinutes ?? 0,
  }),
};

const steps: { readonly [name in PublicName]: number } = {
  PARTICIPATING_MEMBERS: countStep,
  TWO_WAY_MEMBERS: countStep,
  MINUTES_GIVEN: minuteStep,
  TIMES_GIVEN: countStep,
  MINUTES_RECOGNISED: minuteStep,
};

export const cellOf = (name: PublicName, of: Kept): Cell => cells[name](of);

/** What everybody may know of a place's month. `isHidden` has seen the places around it. */
export function publicMeasures(
  of: Kept,
  isHidden: (name: PublicName) => boolean,
): readonly Measure[] {
  const told = new Map(publicNames.map((name) => [name, publicMeasure(name, of, isHidden(name))]));
  return [
    ...told.values(),
    twoWayShare(told.get("TWO_WAY_MEMBERS"), told.get("PARTICIPATING_MEMBERS")),
  ];
}

function publicMeasure(name: PublicName, of: Kept, suppressed: boolean): Measure {
  const { value, people } = cellOf(name, of);
  const rounding = steps[name];
  if (suppressed) return { name, suppressed, rounding };
  return {
    name,
    suppressed,
    rounding,
    value: rounded(value, rounding),
    n: rounded(people, countStep),
  };
}

/** From the rounded numbers, so that it tells nothing that they do not. */
function twoWayShare(both: Measure | undefined, all: Measure | undefined): Measure {
  const suppressed = (both?.suppressed ?? true) || (all?.suppressed ?? true);
  const value = suppressed ? undefined : percent(both?.value ?? 0, all?.value ?? 0);
  return {
    name: "TWO_WAY_PERCENT",
    suppressed,
    rounding: 1,
    ...(value === undefined ? {} : { value, n: all?.value }),
  };
}

const percent = (part: number, whole: number): number | undefined =>
  whole === 0 ? undefined : Math.min(100, Math.round((part / whole) * 100));

/** What a hub came to in a month, and in all months up to its end. */
export type History = { readonly month: Addition; readonly untilEnd: Addition };

/** What those who may read the hub's books are told: everything, exactly. */
export function exactMeasures(
  { month, untilEnd }: History,
  { period, isOver }: { readonly period: string; readonly isOver: boolean },
): readonly Measure[] {
  const exact = (name: MeasureName, value: number | undefined, n?: number): Measure => ({
    ...{ name, suppressed: false, rounding: 1 },
    ...(value === undefined ? {} : { value }),
    ...(n === undefined ? {} : { n }),
  });
  const people = publicNames.map((name) => {
    const { value, people: n } = cellOf(name, month);
    return exact(name, value, n);
  });
  const participating = said(month, "participating");
  const accounts = said(untilEnd, "accounts");
  return [
    ...people,
    exact("TWO_WAY_PERCENT", percent(said(month, "twoWay"), participating), participating),
    exact("MEMBERS_WITH_ACCOUNT", accounts, accounts),
    exact("PARTICIPATION_PERCENT", percent(participating, accounts), accounts),
    exact("MINUTES_SPENT", said(month, "spentMinutes")),
    exact("MINUTES_OF_GIFTS", said(month, "giftMinutes")),
    exact("MINUTES_TAKEN_BACK", said(month, "takenBackMinutes")),
    exact("MINUTES_IN_HAND", said(untilEnd, "inHandMinutes")),
    exact("MINUTES_ISSUED", said(untilEnd, "issuedMinutes")),
    exact("VELOCITY_PER_YEAR", isOver ? velocity({ month, untilEnd }, period) : undefined),
  ];
}

/** How often in a year what is in hand would be spent, at this month's pace. */
function velocity({ month, untilEnd }: History, period: string): number | undefined {
  const days = daysIn(period);
  const atStart = said(untilEnd, "inHandMinutes") - said(month, "inHandMinutes");
  const mean = atStart + said(month, "inHandMinuteDays") / days;
  if (mean <= 0) return undefined;
  const hundredths = (said(month, "spentMinutes") / mean) * (365 / days) * 100;
  return Math.round(hundredths) / 100;
}
