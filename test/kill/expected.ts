import type { Chain } from "../support/books/chains.ts";
import type { Deed } from "./tally.ts";
import type { Town } from "./town.ts";

/** What is left after all the deaths, held against what was acknowledged. */
export type Findings = {
  /** Acknowledged, and not there. */
  readonly lost: readonly string[];
  /** Acknowledged, and there more than once. */
  readonly doubled: readonly string[];
  /** Anything else that nobody can explain. */
  readonly unexplained: readonly string[];
  /** How many comparisons were made. */
  readonly compared: number;
};

export const nothing: Findings = { lost: [], doubled: [], unexplained: [], compared: 0 };

/** Several looks as one: what was found by more than one of them counts once. */
export const joined = (all: readonly Findings[]): Findings => ({
  lost: [...new Set(all.flatMap(({ lost }) => lost))],
  doubled: [...new Set(all.flatMap(({ doubled }) => doubled))],
  unexplained: [...new Set(all.flatMap(({ unexplained }) => unexplained))],
  compared: all.reduce((sum, { compared }) => sum + compared, 0),
});

export type Expected = {
  balanceMinutes: number;
  reservedMinutes: number;
  /** What each act moved. */
  readonly moved: Map<string, number>;
};

/** What each account must show when all that was acknowledged happened, and nothing else. */
export function expectedOf({ pot, members }: Town, deeds: readonly Deed[]): Map<string, Expected> {
  const accounts = new Map<string, Expected>(
    [pot, ...members.map(({ account }) => account)].map((account) => [
      account,
      { balanceMinutes: 0, reservedMinutes: 0, moved: new Map() },
    ]),
  );
  const move = (account: string, actId: string, minutes: number) => {
    const expected = accounts.get(account);
    if (!expected) throw new Error(`Nobody has the account ${account}.`);
    expected.balanceMinutes += minutes;
    expected.moved.set(actId, minutes);
  };
  for (const { id, moves, aside } of deeds) {
    if (moves) {
      move(moves.from, id, -moves.minutes);
      move(moves.to, id, moves.minutes);
    }
    const expected = aside && accounts.get(aside.account);
    if (expected) expected.reservedMinutes += aside.minutes;
  }
  return accounts;
}

export const inTheChains = (
  accounts: ReadonlyMap<string, Expected>,
  chains: ReadonlyMap<string, Chain>,
): Findings =>
  joined([...accounts].map(([id, expected]) => inTheChain(id, expected, chains.get(id) ?? [])));

/** Each act that moved minutes stands in the chain once, and nothing else moved any. */
function inTheChain(account: string, expected: Expected, chain: Chain): Findings {
  const found = new Map<string, number[]>();
  for (const { actId, minutes } of chain) {
    if (minutes !== 0) found.set(actId, [...(found.get(actId) ?? []), minutes]);
  }
  const at = (actId: string) => `${actId} in ${account}`;
  const expectedIds = [...expected.moved.keys()];
  const unknown = [...found.keys()].filter((actId) => !expected.moved.has(actId));
  const otherwise = [...expected.moved].filter(([actId, minutes]) => {
    const [first] = found.get(actId) ?? [];
    return first !== undefined && first !== minutes;
  });
  const head = chain.at(-1) ?? { balanceMinutes: 0, reservedMinutes: 0 };
  return {
    lost: expectedIds.filter((actId) => !found.has(actId)).map(at),
    doubled: expectedIds.filter((actId) => (found.get(actId)?.length ?? 0) > 1).map(at),
    unexplained: [
      ...unknown.map((actId) => `${at(actId)} was never acknowledged.`),
      ...otherwise.map(([actId, minutes]) => `${at(actId)} should have moved ${minutes}.`),
      ...differences(account, expected, head),
    ],
    compared: expectedIds.length + 2,
  };
}

export function differences(account: string, expected: Expected, shown: object): readonly string[] {
  const { balanceMinutes, reservedMinutes } = Object(shown);
  if (balanceMinutes === expected.balanceMinutes && reservedMinutes === expected.reservedMinutes) {
    return [];
  }
  return [
    `${account} has ${balanceMinutes} and ${reservedMinutes} set aside, ` +
      `but ${expected.balanceMinutes} and ${expected.reservedMinutes} were acknowledged.`,
  ];
}
