import { type Entry, holderOf } from "../../ledger/index.ts";
import {
  accountRefOf,
  findParty,
  partyThen,
  policiesThen,
  withLimits,
} from "../../membership/index.ts";
import type { Table } from "../../table/index.ts";
import { accountIn, type Limits, mandateIn } from "../decide/rehearsal.ts";
import type { RehearsalWish } from "./rehearsal-wish.ts";

/** The limits of one account at the moment of an entry: as they were, and as they would have been. */
export type LimitsAt = (entry: Entry) => Limits;

/**
 * Finds the limits of accounts. What is not wished otherwise stays as it was: the floor and the
 * ceiling as each entry recorded them, the rest as policy and exceptions said at the time.
 */
export async function limitsOver(
  table: Table,
  { hubId, wish }: { readonly hubId: string; readonly wish: RehearsalWish },
): Promise<(first: Entry) => Promise<LimitsAt>> {
  const policyAt = await policiesThen(table, hubId);
  const { policy: other, mandates } = wish;
  return async (first) => {
    const holderId = holderOf({ id: first.accountId, kind: first.accountKind });
    const party = holderId === undefined ? undefined : await findParty(table, holderId);
    if (!party) {
      return (entry) => ({ past: accountIn(entry), rehearsed: mandateIn(entry, mandates) });
    }
    const partyAt = await partyThen(table, party);
    return (entry) => {
      const at = entry.recordedAt;
      const recorded = accountIn(entry);
      const policy = policyAt(at);
      if (!policy) return { past: recorded, rehearsed: recorded };
      const past = { ...accountRefOf(partyAt(at), policy, at), ...recorded };
      const wished = accountRefOf(partyAt(at), withLimits(policy, other), at);
      return { past, rehearsed: { ...past, ...wished, ...keptOf(recorded, other) } };
    };
  };
}

/** Whose account it is, and of its limits those that are not wished otherwise. */
function keptOf(recorded: Limits["past"], wished: RehearsalWish["policy"]) {
  const { floorMinutes, ceilingMinutes, ...identity } = recorded;
  return {
    ...identity,
    ...(wished.floorMinutes === undefined ? { floorMinutes } : {}),
    ...(wished.ceilingMinutes === undefined && ceilingMinutes !== undefined
      ? { ceilingMinutes }
      : {}),
  };
}
