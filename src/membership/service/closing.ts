import { addDays, invariant, isRefusal, quarterOf, type Refusal } from "../../kernel/index.ts";
import {
  type AccountRef,
  actKey,
  type Head,
  headOf,
  issuanceOf,
  type LedgerCode,
  type Movement,
  planPosting,
  potOf,
  whyNoRoom,
} from "../../ledger/index.ts";
import { type Context, create, type Write } from "../../table/index.ts";
import { type Closure, closure, isWaiting, whyNotChoose } from "../decide/index.ts";
import type { HubPolicy, Member } from "../model/index.ts";
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
): Promise<readonly Write[] | Refusal<"HOURS_SET_ASIDE" | "VALIDATION_FAILED" | LedgerCode>> {
  if (isWaiting(member)) return [];
  const { table, now } = context;
  const policy = await policyOf(table, member.hubId, now);
  const choice = whyNotChoose(heir, policy);
  if (choice) return choice;
  const account = accountRefOf(partyOfMember(member), policy, now);
  const pot = potOf(member.hubId);
  const takerAccount = heir ? accountRefOf(partyOfMember(heir), policy, now) : pot;
  const [head, potHead, taker, ...issuances] = await Promise.all(
    [account, pot, takerAccount, ...writtenOffIn(member.hubId, policy, now)].map((one) =>
      headOf(table, one),
    ),
  );
  invariant(head && potHead && taker, "each account that was asked for was read");
  const books = {
    potMinutes: potHead.balanceMinutes - potHead.reservedMinutes,
    writtenOff: issuances.map((issuance) => -issuance.balanceMinutes),
  };
  const split = closure(head, books, policy);
  if (isRefusal(split)) return split;
  const movements = movementsFor(split, { account, pot, taker: takerAccount, issuances });
  const plan = await planPosting(table, {
    ...{ actId: member.id, kind: "CLOSURE", movements, now, closes: account },
    // Decided on these, so built on these: whoever was faster makes the commit fail.
    heads: [head, potHead, taker, ...issuances],
  });
  if (isRefusal(plan)) return plan;
  const full = heir && whyNoRoom(taker, { minutes: split.given, isHelp: false, now });
  if (full) return full;
  if (movements.length === 0) return plan.writes;
  const act = { memberId: member.id, hubId: member.hubId, journal: plan.journal, version: 1 };
  return [...plan.writes, create({ ...actKey(member.id), ...act })];
}

/** A year, in steps that are shorter than any quarter, so that none is passed over. */
const yearInSteps = [0, 1, 2, 3, 4].map((step) => step * 90);

/**
 * Where balances below zero are written off, the present quarter first; those of a year back where
 * they are to be made good. No circle grants this: it is written off up to the floor there was.
 */
function writtenOffIn(hubId: string, policy: HubPolicy, now: string): readonly AccountRef[] {
  const daysBack = policy.leavingBalance === "BACK_TO_ISSUANCE" ? yearInSteps : [0];
  const quarters = new Set(daysBack.map((days) => quarterOf(addDays(now, -days))));
  return [...quarters].map((quarter) =>
    issuanceOf({ hubId, purpose: "CLOSURE", quarter, grantedMinutes: 0 }),
  );
}

function movementsFor(
  { given, givenBack, fromPot, fromIssuance }: Closure,
  by: {
    readonly account: AccountRef;
    readonly pot: AccountRef;
    readonly taker: AccountRef;
    readonly issuances: readonly Head[];
  },
): readonly Movement[] {
  const { account, pot, taker, issuances } = by;
  return [
    { from: account, to: taker, minutes: given },
    ...issuances.map((issuance, place) => ({
      from: account,
      to: issuance.account,
      minutes: givenBack[place] ?? 0,
    })),
    { from: pot, to: account, minutes: fromPot },
    ...issuances.slice(0, 1).map((issuance) => ({
      from: issuance.account,
      to: account,
      minutes: fromIssuance,
    })),
  ].filter((movement) => movement.minutes > 0);
}
