import type { Table, Write } from "../../../table/index.ts";
import type { ErasedIdentity, Erasing, Member } from "../../model/index.ts";
import {
  demographicsRemovals,
  eraseMember,
  findDemographicsLink,
  findMember,
  findReferral,
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
  const [lines, past, referral] = await Promise.all([
    Promise.all(guardians.map((one) => findWardRight(table, one.personId, id))),
    Promise.all(pastGuardians.map((one) => removePastWard(table, one.personId, id))),
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
 * Children as they are without this guardian, and without what was noted when they ceased to be
 * one. A child that has moved is noted in the hub it came from as well.
 */
export async function guardianTraces(
  table: Table,
  childIds: readonly string[],
  { personId }: Erasing,
): Promise<readonly Trace[]> {
  const children = await withHistory(table, childIds);
  const past = await Promise.all(children.map(({ id }) => removePastWard(table, personId, id)));
  return [
    ...children.flatMap((child): readonly Trace[] => {
      const guardians = child.guardians.filter((one) => one.personId !== personId);
      const pastGuardians = child.pastGuardians.filter((one) => one.personId !== personId);
      const kept = guardians.length + pastGuardians.length;
      if (kept === child.guardians.length + child.pastGuardians.length) return [];
      const next = { ...child, guardians, pastGuardians, version: child.version + 1 };
      return [{ write: saveMember(next), kind: "GUARDIANSHIP" }];
    }),
    ...past.flat().map((write) => ({ write })),
  ];
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
