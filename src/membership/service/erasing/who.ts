import type { Context } from "../../../table/index.ts";
import { isChild, standingOf, type Tie, tieTo } from "../../decide/index.ts";
import type { Member, Person } from "../../model/index.ts";
import { findMember, findPerson, personLines } from "../../repository/index.ts";

/** Somebody who could be erased, with what decides whether they may be. */
export type Leaver = {
  readonly person: Person;
  /** Why the viewer may speak of it. */
  readonly tie: Tie;
  /** Has a broker noted what shows that the viewer is the guardian? True for all others. */
  readonly isTieNoted: boolean;
  /** Do they still take part in a hub? */
  readonly isStillMember: boolean;
  /** Is there a child that takes part, or waits to, and would be left without a guardian? */
  readonly isLastGuardian: boolean;
};

/**
 * The person of a membership, or the viewer themselves when none is named. Nothing when the viewer
 * has no tie to them, or when there is nobody any more.
 */
export async function findLeaver(
  context: Context,
  memberId: string | undefined,
): Promise<Leaver | undefined> {
  const { table, viewer, now } = context;
  const member = memberId === undefined ? undefined : await findMember(table, memberId);
  const tie = memberId === undefined ? "SELF" : member && tieTo(viewer, member, now);
  const personId = memberId === undefined ? viewer.personId : member?.personId;
  const person = personId === undefined ? undefined : await findPerson(table, personId);
  if (!person || !tie) return undefined;
  const { rights } = await personLines(table, person.id);
  const wards = await Promise.all(
    rights.flatMap((right) => (right.kind === "WARD" ? [findMember(table, right.memberId)] : [])),
  );
  return {
    person,
    tie,
    isTieNoted: tie !== "GUARDIAN" || isNoted(member, viewer.personId),
    isStillMember: rights.some((right) => right.kind === "MEMBERSHIP" && right.standing === "IN"),
    isLastGuardian: wards.some((child) => child && needsThem(child, person.id, now)),
  };
}

const isNoted = (child: Member | undefined, guardianId: string | undefined): boolean =>
  child?.guardians.some((one) => one.personId === guardianId && one.evidence) ?? false;

const needsThem = (child: Member, guardianId: string, now: string): boolean =>
  standingOf(child) !== "LEFT" &&
  isChild(child, now) &&
  child.guardians.every((one) => one.personId === guardianId);
