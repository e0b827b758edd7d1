import type { Context, Table } from "../../table/index.ts";
import { adultAge, isUnder, whatIsSeen } from "../decide/index.ts";
import type { Member, Party, Seen } from "../model/index.ts";
import { findMember, findMembershipRight } from "../repository/index.ts";

/** What the viewer sees of a party they meet. Reads on only where there is more to be seen. */
export async function seenOf({ table, now }: Context, party: Party): Promise<Seen> {
  const isMore = party.acquaintance !== undefined && party.kind === "MEMBER";
  const member = isMore ? await findMember(table, party.id) : undefined;
  if (!member) return whatIsSeen(party);
  const isChild = isUnder(adultAge, member.bornOn, now);
  const guardians = isChild ? await guardiansHere(table, member) : [];
  return whatIsSeen(party, { member, guardians, now });
}

/** What everybody sees of a party, who needs no acquaintance for it. */
export const seenAtFirst = (party: Party): Seen => whatIsSeen(party);

/** The memberships that a child's guardians have in the child's hub. */
async function guardiansHere(table: Table, child: Member): Promise<readonly Member[]> {
  const found = await Promise.all(
    child.guardians.map(async ({ personId }) => {
      const right = await findMembershipRight(table, personId, child.hubId);
      return right && findMember(table, right.memberId);
    }),
  );
  return found.flatMap((one) => (one ? [one] : []));
}
