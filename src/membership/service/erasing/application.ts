import { derivedId } from "../../../kernel/index.ts";
import type { Item, Table, Write } from "../../../table/index.ts";
import { Member } from "../../model/index.ts";
import {
  findMembershipRight,
  findPerson,
  keepPerson,
  removeRight,
} from "../../repository/index.ts";
import { erasers } from "./limits.ts";
import { membershipTraces } from "./traces.ts";

/** The most changes of one commit; what is more goes with the next round. */
const mostWrites = 60;

/**
 * What goes of an application whose person stays, because they take part elsewhere: what stands
 * beside the membership first, and the membership last, so that what is left is found again. It
 * rests on the person, who may be erased altogether in the same moment.
 */
export async function applicationRemoval(
  table: Table,
  item: Item,
  now: string,
): Promise<readonly Write[]> {
  const member = Member.parse(item);
  const { id: memberId, personId, hubId } = member;
  const standIn = derivedId("per", "stands in", memberId);
  const whose = { personId, login: undefined, standIn, now };
  const beside = await Promise.all(
    Object.values(erasers).map((eraser) => eraser(table, { ...whose, memberId, hubId })),
  );
  const writes = beside.flatMap((sweep) => sweep.writes);
  const isMore = beside.some(({ after }) => after !== undefined) || writes.length > mostWrites;
  if (isMore) return writes.slice(0, mostWrites);
  const [person, right, traces] = await Promise.all([
    findPerson(table, personId),
    findMembershipRight(table, personId, hubId),
    membershipTraces(table, member, whose),
  ]);
  if (!person) return [];
  return [
    keepPerson(person),
    ...writes,
    ...(right?.memberId === memberId ? [removeRight(right)] : []),
    ...traces.map(({ write }) => write),
  ];
}
