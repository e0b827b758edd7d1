import { sameIdAs } from "../../kernel/index.ts";
import {
  type AccountRef,
  accountOf,
  type Entry,
  type Head,
  headOf,
  holderOf,
  mayRead,
  type PeriodLimits,
} from "../../ledger/index.ts";
import type { Context, Table } from "../../table/index.ts";
import { limitsInForce } from "../decide/index.ts";
import type { CapsInForce, HubPolicy, LimitsInForce, Party } from "../model/index.ts";
import { findParty, policyOf } from "../repository/index.ts";

/**
 * A party's account with the limits that hold for it at this moment. An organisation has a floor
 * and a ceiling that prompts, no more: it acts for many people at once, whose café is full or
 * whose class has learned, so a limit made for what one person gives and spends would hit them.
 */
export function accountRefOf(party: Party, policy: HubPolicy, now: string): AccountRef {
  const { floorMinutes, ceilingMinutes } = policy;
  const limits =
    party.kind === "MEMBER"
      ? ledgerLimits(limitsInForce(party, policy, now))
      : { floorMinutes, ceilingMinutes };
  return { id: accountOf(party.id), hubId: party.hubId, kind: party.kind, ...limits };
}

/** The same limits as the ledger knows them: what is not limited is absent. */
const ledgerLimits = ({ giving, spending, ...inForce }: LimitsInForce) => ({
  floorMinutes: inForce.floor.minutes,
  ceilingMinutes: inForce.ceiling.minutes,
  isCeilingHard: inForce.isCeilingHard,
  limits: {
    giving: capsOf(giving),
    spending: capsOf(spending),
    leastGapMinutes: inForce.leastGap.minutes,
  },
});

function capsOf({ day, week, month, year }: CapsInForce): PeriodLimits | undefined {
  const isNone = [day, week, month, year].every(({ minutes }) => minutes === undefined);
  if (isNone) return undefined;
  return { day: day.minutes, week: week.minutes, month: month.minutes, year: year.minutes };
}

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
