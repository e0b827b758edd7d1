/*
 * A time bank in a few lines: what has to be true of hours, whoever keeps them and however. It
 * knows nothing of entries, versions of items or commits, and shares no code with the service.
 */

/** Everyone who takes part in these histories, and where they belong. */
export const parties = {
  amina: { hub: "BRA", floor: -300 },
  grace: { hub: "BRA", floor: -300 },
  tom: { hub: "BRA", floor: -300 },
  kofi: { hub: "SAL", floor: -300 },
  cafe: { hub: "BRA", floor: -300 },
} as const;
export type Party = keyof typeof parties;
export type Hub = "BRA" | "SAL";

/** What the two hubs share at most, and what a circle granted for training. */
export const sharedMinutes = 300;
export const grantedMinutes = 300;

export const hubOf = (party: Party): Hub => parties[party].hub;

export type Account =
  | Party
  | "POT BRA"
  | "POT SAL"
  | "BRA towards SAL"
  | "SAL towards BRA"
  | "TRAINING";

type Balance = {
  readonly minutes: number;
  readonly held: number;
  readonly isFrozen: boolean;
  /** Has anything ever happened on it? */
  readonly isUsed: boolean;
};

type Side = "PROVIDER" | "PAYER";

type Exchange = {
  readonly provider: Party;
  readonly payer: Party;
  readonly status: string;
  readonly version: number;
  readonly minutes: number;
  readonly agreed: readonly Side[];
  readonly delivered: number;
  readonly confirmed: number;
};

type PotRequest = { readonly member: Party; readonly minutes: number; readonly status: string };

export type Move = { readonly from: Account; readonly to: Account; readonly minutes: number };

type Journal = {
  readonly kind: string;
  readonly moves: readonly Move[];
  readonly isReversed: boolean;
};

/** Things are called by the number of the wish that made them, as `#3`. */
export type Bank = {
  readonly accounts: { readonly [name in Account]?: Balance };
  readonly exchanges: { readonly [name: string]: Exchange };
  readonly requests: { readonly [name: string]: PotRequest };
  /** Minutes that moved, under the name of what moved them. */
  readonly journals: { readonly [name: string]: Journal };
  /** What the café was given for training and has not given back. */
  readonly allotted: number;
};

export const empty: Bank = {
  accounts: {},
  exchanges: {},
  requests: {},
  journals: {},
  allotted: 0,
};

/** What a wish comes to: what the bank is like then, or the code of a refusal. */
export type Outcome = { readonly bank: Bank; readonly says: string } | string;

const unused: Balance = { minutes: 0, held: 0, isFrozen: false, isUsed: false };

export const balanceOf = (bank: Bank, account: Account): Balance =>
  bank.accounts[account] ?? unused;

export const changed = (bank: Bank, account: Account, change: Partial<Balance>): Bank => ({
  ...bank,
  accounts: {
    ...bank.accounts,
    [account]: { ...balanceOf(bank, account), isUsed: true, ...change },
  },
});

const isParty = (account: Account): account is Party => Object.hasOwn(parties, account);

function floorOf(account: Account): number {
  if (isParty(account)) return parties[account].floor;
  if (account === "TRAINING") return -grantedMinutes;
  return account.startsWith("POT") ? 0 : -sharedMinutes;
}

const noRoom = (account: Account): string =>
  account === "TRAINING"
    ? "ISSUANCE_EXHAUSTED"
    : account.includes("towards")
      ? "FEDERATION_LIMIT"
      : "INSUFFICIENT_CREDIT";

const lacks = (bank: Bank, account: Account, minutes: number): boolean => {
  const { minutes: has, held } = balanceOf(bank, account);
  return has - held - floorOf(account) < minutes;
};

/** How minutes go from one party to another: across hubs by way of what the hubs share. */
export function way(from: Party, to: Account, minutes: number, toHub: Hub): readonly Move[] {
  const hub = hubOf(from);
  if (hub === toHub) return [{ from, to, minutes }];
  return [
    { from, to: hub === "BRA" ? "BRA towards SAL" : "SAL towards BRA", minutes },
    { from: hub === "BRA" ? "SAL towards BRA" : "BRA towards SAL", to, minutes },
  ];
}

/** Sets minutes aside on every account that gives in these moves, for whoever gets them last. */
export function hold(bank: Bank, moves: readonly Move[]): Bank | string {
  const receivers = moves.slice(-1).map(({ to }) => to);
  const touched = [...moves.map(({ from }) => from), ...receivers];
  if (touched.some((account) => balanceOf(bank, account).isFrozen)) return "ACCOUNT_FROZEN";
  let next = bank;
  for (const { from, minutes } of moves) {
    if (lacks(next, from, minutes)) return noRoom(from);
    next = changed(next, from, { held: balanceOf(next, from).held + minutes });
  }
  return next;
}

export function release(bank: Bank, moves: readonly Move[]): Bank {
  let next = bank;
  for (const { from, minutes } of moves) {
    next = changed(next, from, { held: balanceOf(next, from).held - minutes });
  }
  return next;
}

/** Moves minutes, using up what each giver had set aside for it, or says why not. */
export function post(
  bank: Bank,
  moves: readonly Move[],
  { held = 0, isMending = false }: { readonly held?: number; readonly isMending?: boolean } = {},
): Bank | string {
  const touched = moves.flatMap(({ from, to }) => [from, to]);
  if (touched.some((account) => balanceOf(bank, account).isFrozen)) return "ACCOUNT_FROZEN";
  let next = bank;
  for (const { from, to, minutes } of moves) {
    const beyond = minutes - held;
    if (!isMending && beyond > 0 && lacks(next, from, beyond)) return noRoom(from);
    const giver = balanceOf(next, from);
    next = changed(next, from, { minutes: giver.minutes - minutes, held: giver.held - held });
    next = changed(next, to, { minutes: balanceOf(next, to).minutes + minutes });
  }
  return next;
}

/** The same bank with what moved noted under a name. */
export const noted = (
  bank: Bank,
  name: string,
  journal: { readonly kind: string; readonly moves: readonly Move[] },
): Bank => ({
  ...bank,
  journals: { ...bank.journals, [name]: { ...journal, isReversed: false } },
});
