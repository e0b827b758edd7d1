import { erasedName } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import { actedBy, anyTieTo, isOver, supportersOf } from "../decide/index.ts";
import type { ActedBy, Member, Party, VisibleSupporter } from "../model/index.ts";
import { findMember, findParty, nameOfPerson, partyOfMember } from "../repository/index.ts";

/** Lists embedded in `me` end here. */
const mostEmbedded = 100;

/** The first name of who did something, for whoever may know that it was done. */
export const nameOf = async ({ table }: Context, personId: string): Promise<string> =>
  (await nameOfPerson(table, personId)) ?? erasedName;

/** Who did something, and in whose name, for whoever may know that it was done. */
export async function actorOf(
  { table }: Pick<Context, "table">,
  deed: (Parameters<typeof actedBy>[0] & { readonly partyId?: string | undefined }) | undefined,
): Promise<ActedBy | undefined> {
  if (!deed) return undefined;
  const party = deed.partyId === undefined ? undefined : await findParty(table, deed.partyId);
  return actedBy(deed, party);
}

/** Who changed a profile last, who ended a membership, and in whose name. */
export const profileChangedBy = ({ profileChange, ...member }: Member): ActedBy | undefined =>
  profileChange && actedBy(profileChange, partyOfMember(member));

export const leftBy = (member: Member): ActedBy | undefined =>
  member.status === "LEFT" && member.leftBy !== undefined
    ? actedBy(
        { by: member.leftBy, at: member.leftAt, byBroker: member.byBroker ?? false },
        partyOfMember(member),
      )
    : undefined;

/** Who paused a membership, and in whose name. */
export const pausedBy = (member: Member): ActedBy | undefined =>
  member.status === "PAUSED" && member.pausedBy !== undefined
    ? actedBy(
        { by: member.pausedBy, at: member.pausedAt, byBroker: member.byBroker ?? false },
        partyOfMember(member),
      )
    : undefined;

/** The one in whose name something was done, for whoever may know of it. */
export const readParty = ({ table }: Context, id: string): Promise<Party | undefined> =>
  findParty(table, id);

/** A supporter sees their own entry, and not who else supports the member. */
export function supportersSeen(context: Context, member: Member): readonly VisibleSupporter[] {
  const { viewer, now } = context;
  const tie = anyTieTo(viewer, member, now);
  const showsEvidence = tie === "BROKER";
  return supportersOf(member)
    .filter((one) => !isOver(one, now))
    .filter((one) => tie !== "SUPPORTER" || one.personId === viewer.personId)
    .map((one) => ({ ...one, showsEvidence }));
}

/** Those the viewer supports today. */
export async function supportedOf({ table, viewer }: Context): Promise<readonly Member[]> {
  const ids = (viewer.supports ?? []).map(({ id }) => id);
  const found = await Promise.all(ids.slice(0, mostEmbedded).map((id) => findMember(table, id)));
  return found.filter((member) => member !== undefined);
}
