import type { PageWalk, Row } from "../../kernel/index.ts";
import { create, type Item, replace, rowsOf, type Table, type Write } from "../../table/index.ts";
import { Member, type MemberStatus } from "../model/index.ts";

const key = (memberId: string) => ({ pk: memberId, sk: "MEMBER" });
const membersOf = (hubId: string) => `MEMBERS#${hubId}`;

const item = (member: Member): Item & { readonly version: number } => ({
  ...key(member.id),
  ...member,
  i1pk: membersOf(member.hubId),
  i1sk: `${member.status}#${member.createdAt}#${member.id.slice(4, 10)}`,
});

/** Reads its own writes. Members asked for in one tick are read together. */
export async function findMember(table: Table, memberId: string): Promise<Member | undefined> {
  const stored = await table.get(key(memberId));
  return stored && Member.parse(stored);
}

export const addMember = (member: Member): Write => create(item(member));
export const saveMember = (member: Member): Write => replace(item(member));

/** A hub's members, by status and then by the day they came; of one status when it is given. */
export const membersFor = (
  table: Table,
  { hubId, status }: { readonly hubId: string; readonly status?: MemberStatus | undefined },
  walk: PageWalk,
): Promise<readonly Row<Member>[]> =>
  rowsOf(
    table,
    {
      ...walk,
      index: "i1",
      pk: membersOf(hubId),
      ...(status ? { from: `${status}#`, to: `${status}#~` } : {}),
    },
    (stored) => Member.parse(stored),
  );
