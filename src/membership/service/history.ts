import { accountOf, findHead, type Head, holderOf, mayRead } from "../../ledger/index.ts";
import type { Context } from "../../table/index.ts";
import type { Hub, Member, Organisation } from "../model/index.ts";
import { findHub, findMember, findOrganisation } from "../repository/index.ts";
import { readMember } from "./reading.ts";

/* The way on and the way back of who has moved between hubs. */

/** Lists of earlier memberships and accounts end here. */
const mostEarlier = 100;

const movedToIdOf = (member: Member): string | undefined =>
  member.status === "LEFT" ? member.movedToId : undefined;

/** The membership that goes on from this one, for those tied to it. */
export async function movedTo(context: Context, member: Member): Promise<Member | undefined> {
  const id = movedToIdOf(member);
  return id === undefined ? undefined : readMember(context, id);
}

/** Where they went is known to the hub they left; what became of them there is not. */
export async function movedToHub(context: Context, member: Member): Promise<Hub | undefined> {
  const id = movedToIdOf(member);
  const there = id === undefined ? undefined : await findMember(context.table, id);
  return there && findHub(context.table, there.hubId);
}

/** The memberships this one goes on from, as far as the viewer is tied to them. */
export const movedFrom = (context: Context, { earlierIds }: Member): Promise<readonly Member[]> =>
  found(earlierIds, (id) => readMember(context, id));

export async function organisationMovedTo(
  { table }: Context,
  { movedToId }: Organisation,
): Promise<Organisation | undefined> {
  return movedToId === undefined ? undefined : findOrganisation(table, movedToId);
}

export const organisationMovedFrom = (
  { table }: Context,
  { earlierIds }: Organisation,
): Promise<readonly Organisation[]> => found(earlierIds, (id) => findOrganisation(table, id));

/** The accounts of the same holder in other hubs, of those the viewer may read. */
export async function earlierAccounts(
  { table, viewer }: Context,
  { account }: Head,
): Promise<readonly Head[]> {
  const holderId = holderOf(account);
  if (holderId === undefined) return [];
  const holder =
    account.kind === "MEMBER"
      ? await findMember(table, holderId)
      : await findOrganisation(table, holderId);
  return found(holder?.earlierIds, async (id) => {
    const head = await findHead(table, accountOf(id));
    return head && mayRead(viewer, head.account) ? head : undefined;
  });
}

async function found<Thing>(
  ids: readonly string[] | undefined,
  find: (id: string) => Promise<Thing | undefined>,
): Promise<readonly Thing[]> {
  const things = await Promise.all((ids ?? []).slice(0, mostEarlier).map(find));
  return things.flatMap((thing) => (thing === undefined ? [] : [thing]));
}
