import type { Table, Write } from "../../table/index.ts";
import { standingOf, supportersOf } from "../decide/index.ts";
import type { Member, Right } from "../model/index.ts";
import {
  findMembershipRight,
  findSupportRight,
  findWardRight,
  saveRight,
} from "../repository/index.ts";

/**
 * The lines beside the member and a child's guardians, brought in step with the membership, so
 * that the next request of each of them knows whether they have a voice in the hub.
 */
export async function standingWrites(table: Table, member: Member): Promise<readonly Write[]> {
  const standing = standingOf(member);
  const rights: readonly (Right | undefined)[] = await Promise.all([
    findMembershipRight(table, member.personId, member.hubId),
    ...member.guardians.map((guardian) => findWardRight(table, guardian.personId, member.id)),
    ...supportersOf(member).map((one) => findSupportRight(table, one.personId, member.id)),
  ]);
  return rights.flatMap((right) =>
    right && "standing" in right
      ? [saveRight({ ...right, standing, version: right.version + 1 })]
      : [],
  );
}
