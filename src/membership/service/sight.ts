import type { Context, Table } from "../../table/index.ts";
import { adultAge, isUnder, whatIsSeen } from "../decide/index.ts";
import type { Member, Party, Seen } from "../model/index.ts";
import { findMember, findMembershipRight, findPerson } from "../repository/index.ts";

/** What the viewer sees of a party they meet. Reads on only where there is more to be seen. */
export async function seenOf({ table, now }: Context, party: Party): Promise<Seen> {
  const isMore = party.acquaintance !== undefined && party.kind === "MEMBER";
  const member = isMore ? await findMember(table, party.id) : undefined;
  if (!member) return whatIsSeen(party);
  const isChild = isUnder(adultAge, member.bornOn, now);
  const here = isChild ? await guardiansHere(table, member) : { guardians: [], outside: [] };
  return whatIsSeen(party, { member, ...here, now });
}

/** What everybody sees of a party, who needs no acquaintance for it. */
export const seenAtFirst = (party: Party): Seen => whatIsSeen(party);

/**
 * The memberships that a child's guardians have in the child's hub. Of those who have none, their
 * name, where they let themselves be reached for this child.
 */
async function guardiansHere(table: Table, child: Member) {
  const found = await Promise.all(
    child.guardians.map(async ({ personId, contact }) => {
      const member = await presentMember(table, personId, child.hubId);
      const person = !member && contact ? await findPerson(table, personId) : undefined;
      return { member, person };
    }),
  );
  return {
    guardians: found.flatMap(({ member }) => (member ? [member] : [])),
    outside: found.flatMap(({ person }) =>
      person ? [{ personId: person.id, firstName: person.firstName }] : [],
    ),
  };
}

/** Somebody's membership of a hub, unless it has ended. */
export async function presentMember(
  table: Table,
  personId: string,
  hubId: string,
): Promise<Member | undefined> {
  const right = await findMembershipRight(table, personId, hubId);
  return right && right.standing !== "LEFT" ? findMember(table, right.memberId) : undefined;
}
