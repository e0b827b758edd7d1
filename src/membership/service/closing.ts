import { isRefusal, quarterOf, type Refusal } from "../../kernel/index.ts";
import {
  type AccountRef,
  actKey,
  headOf,
  issuanceOf,
  type LedgerCode,
  type Movement,
  planPosting,
  potOf,
} from "../../ledger/index.ts";
import { type Context, create, type Write } from "../../table/index.ts";
import { type Closure, closure, isWaiting } from "../decide/index.ts";
import type { Member } from "../model/index.ts";
import { partyOfMember, policyOf } from "../repository/index.ts";
import { accountRefOf } from "./account.ts";

/**
 * Brings a leaving member's account to zero and closes it. The closure's act has the body of the
 * member's id, so a membership is closed once and its journal entry is found from the member.
 * An applicant has no account to close.
 */
export async function closeAccount(
  context: Context,
  member: Member,
  heir: Member | undefined,
): Promise<readonly Write[] | Refusal<"HOURS_SET_ASIDE" | LedgerCode>> {
  if (isWaiting(member)) return [];
  const { table, now } = context;
  const policy = await policyOf(table, member.hubId, now);
  const account = accountRefOf(partyOfMember(member), policy, now);
  const pot = potOf(member.hubId);
  const [head, potHead] = await Promise.all([headOf(table, account), headOf(table, pot)]);
  const split = closure(head, potHead.balanceMinutes - potHead.reservedMinutes);
  if (isRefusal(split)) return split;
  const taker = heir ? accountRefOf(partyOfMember(heir), policy, now) : pot;
  const movements = movementsFor(split, { account, pot, taker, now });
  const plan = await planPosting(table, {
    actId: member.id,
    kind: "CLOSURE",
    movements,
    now,
    closes: account,
  });
  if (isRefusal(plan)) return plan;
  if (movements.length === 0) return plan.writes;
  const act = { memberId: member.id, hubId: member.hubId, journal: plan.journal, version: 1 };
  return [...plan.writes, create({ ...actKey(member.id), ...act })];
}

function movementsFor(
  { given, fromPot, fromIssuance }: Closure,
  by: {
    readonly account: AccountRef;
    readonly pot: AccountRef;
    readonly taker: AccountRef;
    readonly now: string;
  },
): readonly Movement[] {
  const { account, pot, taker, now } = by;
  const { hubId } = account;
  // No circle grants this: what was received below zero is written off, up to the floor it had.
  const issuance = issuanceOf({
    hubId,
    purpose: "CLOSURE",
    quarter: quarterOf(now),
    grantedMinutes: 0,
  });
  return [
    { from: account, to: taker, minutes: given },
    { from: pot, to: account, minutes: fromPot },
    { from: issuance, to: account, minutes: fromIssuance },
  ].filter((movement) => movement.minutes > 0);
}
