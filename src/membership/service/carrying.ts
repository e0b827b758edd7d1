import { isRefusal, type Refusal } from "../../kernel/index.ts";
import {
  type AccountRef,
  actKey,
  headOf,
  type LedgerCode,
  type Movement,
  movedOf,
  planPosting,
} from "../../ledger/index.ts";
import { type Context, create, type Write } from "../../table/index.ts";
import { whyNotCarried } from "../decide/index.ts";

/** What carrying over needs of a context: it may be a person's wish or the clock's. */
export type Clock = Pick<Context, "table" | "now">;

/** An account that ends, and how its balance, which may be below zero, is passed on. */
type Ending = {
  readonly account: AccountRef;
  readonly passOn: (balanceMinutes: number) => readonly Movement[];
};

/**
 * Brings an account to zero and closes it. The act has the body of the account's id, so an account
 * ends once, and who held it leads to how.
 */
export async function planEnding(
  { table, now }: Clock,
  { account, passOn }: Ending,
): Promise<readonly Write[] | Refusal<"HOURS_SET_ASIDE" | LedgerCode>> {
  const head = await headOf(table, account);
  const stopped = whyNotCarried(head);
  if (stopped) return stopped;
  const movements = passOn(head.balanceMinutes);
  const plan = await planPosting(table, {
    ...{ actId: account.id, kind: "CLOSURE", movements, now },
    ...{ closes: account, heads: [head] },
  });
  if (isRefusal(plan)) return plan;
  if (movements.length === 0) return plan.writes;
  const act = { accountId: account.id, hubId: account.hubId, journal: plan.journal, version: 1 };
  return [...plan.writes, create({ ...actKey(account.id), ...act })];
}

/** A movement of so many minutes, the other way round when they are below zero. */
export function signed(from: AccountRef, to: AccountRef, minutes: number): readonly Movement[] {
  if (minutes === 0) return [];
  return minutes > 0 ? [{ from, to, minutes }] : [{ from: to, to: from, minutes: -minutes }];
}

/**
 * A balance from an account of one hub to an account of another. What left the one hub is what
 * came to the other, and each hub's own sum stays zero.
 */
export const across =
  (from: AccountRef, to: AccountRef) =>
  (balanceMinutes: number): readonly Movement[] => [
    ...signed(from, movedOf(from.hubId, to.hubId), balanceMinutes),
    ...signed(movedOf(to.hubId, from.hubId), to, balanceMinutes),
  ];
