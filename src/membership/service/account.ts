import { ageOn, dateOf, sameIdAs } from "../../kernel/index.ts";
import {
  type AccountRef,
  accountOf,
  type Entry,
  type Head,
  headOf,
  holderOf,
  mayRead,
} from "../../ledger/index.ts";
import type { Context, Table } from "../../table/index.ts";
import { guardedAge } from "../decide/index.ts";
import type { HubPolicy, Party } from "../model/index.ts";
import { findParty, policyOf } from "../repository/index.ts";

/** A party's account with the limits that hold for it at this moment. */
export const accountRefOf = (party: Party, policy: HubPolicy, now: string): AccountRef => ({
  id: accountOf(party.id),
  hubId: party.hubId,
  kind: party.kind,
  floorMinutes: isUnder13(party, now) ? 0 : policy.floorMinutes,
  ceilingMinutes: policy.ceilingMinutes,
});

/** A young child cannot promise help they have not given yet. */
const isUnder13 = (party: Party, now: string): boolean =>
  party.bornOn !== undefined && ageOn(party.bornOn, dateOf(now)) < guardedAge;

/** A party's account as it stands, for those who may read it. */
export async function readAccountOf(context: Context, party: Party): Promise<Head | undefined> {
  const { table, viewer, now } = context;
  if (!mayRead(viewer, { id: accountOf(party.id), hubId: party.hubId, kind: party.kind })) {
    return undefined;
  }
  return headOf(table, accountRefOf(party, await policyOf(table, party.hubId, now), now));
}

/** Whose account this is; nobody's when it is the hub's own. */
export async function holderPartyOf(table: Table, account: AccountRef): Promise<Party | undefined> {
  const holderId = holderOf(account);
  return holderId === undefined ? undefined : findParty(table, holderId);
}

/**
 * Who stands on the other side of an entry. Never told in the books of the pot: whoever is helped
 * by it must not be able to find who gave.
 */
export async function counterpartOf(table: Table, entry: Entry): Promise<Party | undefined> {
  if (entry.counterId === undefined || entry.accountKind === "POT") return undefined;
  // An account id does not say of what kind its holder is; the two looks travel as one read.
  const [member, organisation] = await Promise.all([
    findParty(table, sameIdAs(entry.counterId, "mem")),
    findParty(table, sameIdAs(entry.counterId, "org")),
  ]);
  return member ?? organisation;
}
