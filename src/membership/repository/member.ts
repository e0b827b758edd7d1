import { hasPrefix, type PageWalk, type Row } from "../../kernel/index.ts";
import {
  type Change,
  create,
  type Item,
  replace,
  requireVersion,
  rowsOf,
  type Table,
  type Write,
} from "../../table/index.ts";
import { adultAge, isUnder } from "../decide/index.ts";
import { ErasedMember, Member, type MemberStatus } from "../model/index.ts";
import { held } from "./held.ts";

const key = (memberId: string) => ({ pk: memberId, sk: "MEMBER" });
export const membersOf = (hubId: string) => `MEMBERS#${hubId}`;

const item = (member: Member): Item & { readonly version: number } => ({
  ...key(member.id),
  ...member,
  i1pk: membersOf(member.hubId),
  i1sk: `${member.status}#${member.createdAt}#${member.id.slice(4, 10)}`,
  ...held(member.personId, { kind: "MEMBER", id: member.id }),
});

/** What is left of a membership that was erased stands in no list. */
const read = (stored: Item): Member | ErasedMember =>
  isErased(stored) ? ErasedMember.parse(stored) : Member.parse(stored);

const isErased = (stored: Item) => stored["erasedAt"] !== undefined;

/** Reads its own writes. Members asked for in one tick are read together. */
export async function findMember(table: Table, memberId: string): Promise<Member | undefined> {
  const stored = await table.get(key(memberId));
  return stored && !isErased(stored) ? Member.parse(stored) : undefined;
}

/** The same for whoever only needs to know who took part, or that someone did. */
export async function findMemberOrErased(
  table: Table,
  memberId: string,
): Promise<Member | ErasedMember | undefined> {
  const stored = await table.get(key(memberId));
  return stored && read(stored);
}

export const addMember = (member: Member): Write => create(item(member));
export const saveMember = (member: Member): Write => replace(item(member));
/** The commit fails if the membership changed meanwhile. */
export const memberStands = (member: Member): Write =>
  requireVersion(key(member.id), member.version);
/** Puts what is left of a membership in its place. */
export const eraseMember = (erased: ErasedMember): Write =>
  replace({ ...key(erased.id), ...erased });

/** A hub's members, by status and then by the day they came; of one status when it is given. */
export async function membersFor(
  table: Table,
  { hubId, status }: { readonly hubId: string; readonly status?: MemberStatus | undefined },
  walk: PageWalk,
): Promise<readonly Row<Member>[]> {
  const range = status ? { from: `${status}#`, to: `${status}#~` } : {};
  const place = { ...walk, ...range, index: "i1", pk: membersOf(hubId) } as const;
  // The index can still name someone who was erased a moment ago.
  const rows = await rowsOf(table, place, read);
  return rows.flatMap(({ node, ...row }) => ("erasedAt" in node ? [] : [{ ...row, node }]));
}

/** A member who has come in for good, or left. */
export type MemberMoved = {
  readonly id: string;
  readonly hubId: string;
  readonly what: "JOINED" | "LEFT";
  readonly at: string;
  /** At that moment. */
  readonly isChild: boolean;
};

/** Has a commit let a member in, or out after they were in? Anything else is nothing. */
export function memberMoved({ before, after }: Change): MemberMoved | undefined {
  if (after?.sk !== "MEMBER" || isErased(after) || !hasPrefix(after.pk, "mem")) return undefined;
  if (before?.["status"] === after["status"]) return undefined;
  const member = Member.parse(after);
  const { id, hubId, bornOn } = member;
  const moved = (what: MemberMoved["what"], at: string) => {
    return { id, hubId, what, at, isChild: isUnder(adultAge, bornOn, at) };
  };
  const wasIn = typeof before?.["activatedAt"] === "string";
  if (member.status === "LEFT") return wasIn ? moved("LEFT", member.leftAt) : undefined;
  if (!("activatedAt" in member) || wasIn) return undefined;
  return moved("JOINED", member.activatedAt);
}
