import type { Table, Write } from "../../../table/index.ts";
import type { ErasedIdentity, Erasing, Member } from "../../model/index.ts";
import {
  demographicsRemovals,
  eraseMember,
  findDemographicsLink,
  findMember,
  findReferral,
  findSupportRight,
  findWardRight,
  removeDemographicsLink,
  removePastWard,
  removeRight,
  saveMember,
  saveReferral,
} from "../../repository/index.ts";
import { forgotten } from "./referrals.ts";

/** A place where something of a person is kept, and what erases it there. */
export type Trace = { readonly write: Write; readonly kind?: ErasedIdentity };

/** A membership with what stands beside it: its guardians' lines, and how its holder was named. */
export async function membershipTraces(
  table: Table,
  member: Member,
  { now }: Erasing,
): Promise<readonly Trace[]> {
  const { id, hubId, guardians, pastGuardians, referralId } = member;
  const { supporters = [], pastSupporters = [] } = member;
  const [lines, past, referral] = await Promise.all([
    Promise.all([
      ...guardians.map((one) => findWardRight(table, one.personId, id)),
      ...supporters.map((one) => findSupportRight(table, one.personId, id)),
    ]),
    Promise.all(
      [...pastGuardians, ...pastSupporters].map((one) => removePastWard(table, one.personId, id)),
    ),
    referralId === undefined ? undefined : findReferral(table, referralId),
  ]);
  const shell = eraseMember({ id, hubId, erasedAt: now, version: member.version + 1 });
  return [
    ...lines.flatMap((line) => (line ? [{ write: removeRight(line) }] : [])),
    ...past.flat().map((write) => ({ write })),
    ...(referral ? [{ write: saveReferral(forgotten(referral)), kind: "REFERRAL" as const }] : []),
    { write: shell, kind: "MEMBERSHIP" },
  ];
}

/**
 * Children and supported members as they are without this guardian or supporter, and without what
 * was noted when they ceased to be one. Who has moved is noted in the hub they came from as well.
 */
export async function guardianTraces(
  table: Table,
  memberIds: readonly string[],
  { personId }: Erasing,
): Promise<readonly Trace[]> {
  const children = await withHistory(table, memberIds);
  const past = await Promise.all(children.map(({ id }) => removePastWard(table, personId, id)));
  return [
    ...children.flatMap((child): readonly Trace[] => {
      const next = withoutHelper(child, personId);
      return next ? [{ write: saveMember(next), kind: "GUARDIANSHIP" }] : [];
    }),
    ...past.flat().map((write) => ({ write })),
  ];
}

/** The membership without who helped it, or nothing where they never did. */
function withoutHelper(member: Member, personId: string): Member | undefined {
  const isOther = (one: { readonly personId: string }) => one.personId !== personId;
  const { guardians, pastGuardians, supporters, pastSupporters } = member;
  const lists = [guardians, pastGuardians, supporters ?? [], pastSupporters ?? []];
  if (lists.every((list) => list.every(isOther))) return undefined;
  return {
    ...member,
    guardians: guardians.filter(isOther),
    pastGuardians: pastGuardians.filter(isOther),
    supporters: supporters?.filter(isOther),
    pastSupporters: pastSupporters?.filter(isOther),
    version: member.version + 1,
  };
}

/** Memberships by their ids, with those they continue and those that continue them. */
async function withHistory(table: Table, ids: readonly string[]): Promise<readonly Member[]> {
  const found = new Map<string, Member | undefined>();
  let wanted = [...new Set(ids)];
  while (wanted.length > 0) {
    const members = await Promise.all(wanted.map((id) => findMember(table, id)));
    wanted.forEach((id, place) => {
      found.set(id, members[place]);
    });
    const related = members.flatMap((member) => (member ? relatedTo(member) : []));
    wanted = [...new Set(related)].filter((id) => !found.has(id));
  }
  return [...found.values()].filter((member) => member !== undefined);
}

const relatedTo = (member: Member): readonly string[] => [
  ...(member.earlierIds ?? []),
  ...(member.status === "LEFT" && member.movedToId !== undefined ? [member.movedToId] : []),
];

/** What somebody told to be counted, with the only way that leads to it, in one commit. */
export async function answersTraces(table: Table, personId: string): Promise<readonly Trace[]> {
  const link = await findDemographicsLink(table, personId);
  if (!link) return [];
  return [
    ...demographicsRemovals(link).map((write) => ({ write, kind: "DEMOGRAPHICS" as const })),
    { write: removeDemographicsLink(link) },
  ];
}
