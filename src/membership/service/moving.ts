import { derivedId, invariant, isRefusal, type Refusal } from "../../kernel/index.ts";
import type { AccountRef, LedgerCode } from "../../ledger/index.ts";
import type { Table, Write } from "../../table/index.ts";
import {
  alreadyThere,
  arrive,
  depart,
  goesOn,
  isWaiting,
  join,
  type Move,
  moveOrganisation,
  overtaken,
  standingOf,
} from "../decide/index.ts";
import type {
  Hub,
  Member,
  MembershipRight,
  Organisation,
  Party,
  PresentMember,
} from "../model/index.ts";
import {
  addMember,
  addOrganisation,
  addRight,
  findMember,
  findMembershipRight,
  findSupportRight,
  findWardRight,
  partyOfMember,
  partyOfOrganisation,
  policyOf,
  removeRight,
  saveMember,
  saveOrganisation,
  saveRight,
} from "../repository/index.ts";
import { accountRefOf } from "./account.ts";
import { across, type Clock, planEnding } from "./carrying.ts";
import { wardRight } from "./guardians.ts";
import { adminRight } from "./organisations.ts";

/** Somebody who goes to another hub, and on whose word. */
type Going<Who> = {
  readonly who: Who;
  readonly toHub: Hub;
  readonly by: string;
};

type Planned<Who> = { readonly arrived: Who; readonly writes: readonly Write[] };

/**
 * A membership goes on in another hub: names, contacts, guardians, what was checked, balance and
 * the way back to its history, in one commit. Who belongs to the other hub already is told so,
 * unless their hub closes: then the two memberships become one.
 */
export async function planMemberMove(
  clock: Clock,
  { who, toHub, by, isHubClosing = false }: Going<PresentMember> & { isHubClosing?: boolean },
): Promise<Planned<PresentMember> | Refusal<"ALREADY_MEMBER" | "HOURS_SET_ASIDE" | LedgerCode>> {
  const { table, now } = clock;
  const before = await findMembershipRight(table, who.personId, toHub.id);
  const there = before && (await presentMember(table, before));
  if (there && !isHubClosing) return alreadyThere();
  const move = { toId: derivedId("mem", "moved", who.id), toHubId: toHub.id, at: now, by };
  const plan = arrival(who, there, move);
  const { arrived } = plan;
  const account = isWaiting(who) ? [] : await planBalance(clock, who, arrived);
  if (isRefusal(account)) return account;
  const left = saveMember(depart(who, { ...move, toId: arrived.id }));
  const rights = await rightWrites(table, { who, arrived, before });
  return { arrived, writes: [left, ...plan.writes, ...rights, ...account] };
}

/** Does this person belong to the hub, or have they applied to it? */
export async function isThere(table: Table, personId: string, hubId: string): Promise<boolean> {
  const right = await findMembershipRight(table, personId, hubId);
  return right !== undefined && right.standing !== "LEFT";
}

async function presentMember(
  table: Table,
  right: MembershipRight,
): Promise<PresentMember | undefined> {
  const found = await findMember(table, right.memberId);
  return found && found.status !== "LEFT" ? found : undefined;
}

/** The membership that goes on in the other hub: a new one, or the one that was there. */
function arrival(
  who: PresentMember,
  there: PresentMember | undefined,
  move: Move,
): Planned<PresentMember> {
  if (there && goesOn(there, who)) {
    const arrived = join(there, who);
    return { arrived, writes: [saveMember(arrived)] };
  }
  const arrived = arrive(who, move);
  const ended = there ? [saveMember(overtaken(there, move))] : [];
  return { arrived, writes: [addMember(arrived), ...ended] };
}

/** An applicant has no account; everyone else's goes on where they go on. */
async function planBalance(clock: Clock, who: Member, arrived: Member) {
  const [from, to] = await Promise.all([
    accountNow(clock, partyOfMember(who)),
    accountNow(clock, partyOfMember(arrived)),
  ]);
  return planEnding(clock, { account: from, passOn: across(from, to) });
}

async function accountNow({ table, now }: Clock, party: Party): Promise<AccountRef> {
  return accountRefOf(party, await policyOf(table, party.hubId, now), now);
}

/** The voice in the old hub ends and begins in the new one, for the member and each guardian. */
async function rightWrites(
  table: Table,
  {
    who,
    arrived,
    before,
  }: { who: PresentMember; arrived: PresentMember; before: MembershipRight | undefined },
): Promise<readonly Write[]> {
  const [old, oldWards, oldSupport, newWards] = await Promise.all([
    findMembershipRight(table, who.personId, who.hubId),
    Promise.all(who.guardians.map((one) => findWardRight(table, one.personId, who.id))),
    Promise.all((who.supporters ?? []).map((one) => findSupportRight(table, one.personId, who.id))),
    Promise.all(
      arrived.guardians.map(async ({ personId }) => ({
        found: await findWardRight(table, personId, arrived.id),
        next: wardRight(arrived, personId),
      })),
    ),
  ]);
  invariant(old, "a membership has its line beside the person");
  const next: MembershipRight = {
    kind: "MEMBERSHIP",
    personId: arrived.personId,
    hubId: arrived.hubId,
    memberId: arrived.id,
    standing: standingOf(arrived),
    earlierIds: arrived.earlierIds,
    version: (before?.version ?? 0) + 1,
  };
  return [
    saveRight({ ...old, standing: "LEFT", version: old.version + 1 }),
    before ? saveRight(next) : addRight(next),
    ...[...oldWards, ...oldSupport].flatMap((right) => (right ? [removeRight(right)] : [])),
    ...newWards.map(({ found, next: ward }) =>
      found ? saveRight({ ...ward, version: found.version + 1 }) : addRight(ward),
    ),
  ];
}

/** An organisation goes on in another hub, with its admins and its hours, in one commit. */
export async function planOrganisationMove(
  clock: Clock,
  { who, toHub, by }: Going<Organisation>,
): Promise<Planned<Organisation> | Refusal<"HOURS_SET_ASIDE" | LedgerCode>> {
  const toId = derivedId("org", "moved", who.id);
  const { left, arrived } = moveOrganisation(who, { toId, toHubId: toHub.id, at: clock.now, by });
  const [from, to] = await Promise.all([
    accountNow(clock, partyOfOrganisation(who)),
    accountNow(clock, partyOfOrganisation(arrived)),
  ]);
  const account = await planEnding(clock, { account: from, passOn: across(from, to) });
  if (isRefusal(account)) return account;
  const rights = who.adminPersonIds.flatMap((personId) => [
    removeRight(adminRight(who, personId)),
    addRight(adminRight(arrived, personId)),
  ]);
  return {
    arrived,
    writes: [saveOrganisation(left), addOrganisation(arrived), ...rights, ...account],
  };
}
