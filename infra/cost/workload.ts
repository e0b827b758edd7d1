import units from "./units.json" with { type: "json" };

/** How large a community is. */
export type Community = {
  readonly members: number;
  /** Settled in a year. */
  readonly exchanges: number;
  readonly hubs: number;
};

type Units = { readonly write: number; readonly read: number };
type Operation = keyof typeof units;

/**
 * What people are thought to do, for want of a community that could be counted. Each is a guess,
 * on the high side, and the bill grows with it in a straight line.
 */
export const guesses = {
  looksPerExchange: 12,
  frontPagesPerMemberMonth: 8,
  giftsPerMemberYear: 1,
  /** Different operations that a community asks for; each is a number of its own, by the hour. */
  operationsAsked: 60,
  hoursPerMonth: 730,
  /** A token lasts an hour. */
  tokensPerHour: 1,
  billedMillisPerRequest: 80,
  billedMillisPerFold: 40,
  foldWriteUnits: 4,
  answerBytes: 2_000,
  logBytesPerRequest: 900,
  bytesPerExchange: 6_000,
  bytesPerMember: 12_000,
  /** The table is priced as it will be after this many years of such months. */
  yearsKept: 3,
  minutesPerMonth: 43_800,
  secondsPerTurn: 0.3,
} as const;

/** What each exchange takes, from the proposal to the hours. */
const exchangeSteps: readonly Operation[] = [
  "propose",
  "agree (minutes set aside)",
  "mark delivered",
  "confirm and settle",
];

/** What a month of it adds up to. */
export type Month = {
  readonly requests: number;
  readonly changes: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly turns: number;
  readonly tableGigabytes: number;
};

const monthsInYear = 12;
const hubsMeasured = 2;

export function monthOf({ members, exchanges, hubs }: Community): Month {
  const settled = exchanges / monthsInYear;
  const done: readonly (readonly [Operation, number])[] = [
    ...exchangeSteps.map((step) => [step, settled] as const),
    ["page of 20 exchanges with names", settled * guesses.looksPerExchange],
    ["me, balance and 20 listings", members * guesses.frontPagesPerMemberMonth],
    ["gift", (members * guesses.giftsPerMemberYear) / monthsInYear],
  ];
  const sum = (unit: keyof Units) =>
    done.reduce((total, [operation, times]) => total + units[operation][unit] * times, 0);
  const turn = units["a turn of the clock, two hubs"];
  const turns = guesses.minutesPerMonth;
  const ofTurns = (unit: keyof Units) => (turn[unit] / hubsMeasured) * hubs * turns;
  const changes =
    settled * exchangeSteps.length + (members * guesses.giftsPerMemberYear) / monthsInYear;
  const bytes =
    members * guesses.bytesPerMember + exchanges * guesses.yearsKept * guesses.bytesPerExchange;
  return {
    requests: done.reduce((total, [, times]) => total + times, 0),
    changes,
    writeUnits: sum("write") + ofTurns("write"),
    readUnits: sum("read") + ofTurns("read"),
    turns,
    tableGigabytes: bytes / 1e9,
  };
}
