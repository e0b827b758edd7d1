import { hasPrefix } from "../../kernel/index.ts";
import type { Table } from "../../table/index.ts";
import { erasedParty, type Member, type Organisation, type Party } from "../model/index.ts";
import { findMemberOrErased } from "./member.ts";
import { findOrganisation } from "./organisation.ts";

/** A member or an organisation by its id. Those asked for in one tick are read together. */
export async function findParty(table: Table, id: string): Promise<Party | undefined> {
  if (hasPrefix(id, "mem")) {
    const member = await findMemberOrErased(table, id);
    return member && ("erasedAt" in member ? erasedParty(member) : partyOfMember(member));
  }
  if (!hasPrefix(id, "org")) return undefined;
  const organisation = await findOrganisation(table, id);
  return organisation && partyOfOrganisation(organisation);
}

/** Who somebody is in the hub that they are in now, having moved or their hub having closed. */
export async function whereNow(table: Table, party: Party): Promise<Party> {
  if (party.movedToId === undefined) return party;
  const next = await findParty(table, party.movedToId);
  return next ? whereNow(table, next) : party;
}

export const partyOfMember = (member: Member): Party => ({
  id: member.id,
  kind: "MEMBER",
  hubId: member.hubId,
  name: member.firstName,
  status: member.status,
  personId: member.personId,
  bornOn: member.bornOn,
  guardianPersonIds: member.guardians
    .filter((guardian) => guardian.evidence)
    .map((guardian) => guardian.personId),
  ...(member.limits ? { limits: member.limits } : {}),
  ...(member.consents ? { consents: member.consents } : {}),
  ...(member.earlierIds ? { earlierIds: member.earlierIds } : {}),
  ...(member.status === "LEFT" && member.movedToId !== undefined
    ? { movedToId: member.movedToId }
    : {}),
});

export const partyOfOrganisation = (organisation: Organisation): Party => ({
  id: organisation.id,
  kind: "ORGANISATION",
  hubId: organisation.hubId,
  name: organisation.name,
  status: organisation.status,
  organisationKind: organisation.kind,
  guardianPersonIds: [],
  ...(organisation.movedToId === undefined ? {} : { movedToId: organisation.movedToId }),
});
