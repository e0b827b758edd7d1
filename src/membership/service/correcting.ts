import { invalid, type Refusal } from "../../kernel/index.ts";
import type { Context, Write } from "../../table/index.ts";
import { checkBirth } from "../decide/index.ts";
import type { Member } from "../model/index.ts";
import {
  findMember,
  findPerson,
  findWardRight,
  personLines,
  saveMember,
  savePerson,
  saveRight,
} from "../repository/index.ts";

/** What is put right of what a member cannot change alone. */
export type Correction = {
  readonly bornOn?: string | undefined;
  readonly interviewNote?: string | undefined;
  /** Who helped them to ask to join, as a broker noted it. */
  readonly helperName?: string | undefined;
  readonly reference?:
    | {
        /** As it was noted. */
        readonly refereeName: string;
        readonly rightName?: string | undefined;
        readonly relation?: string | undefined;
        readonly note?: string | undefined;
      }
    | undefined;
};

type Plan = readonly Write[] | Refusal<"VALIDATION_FAILED">;

/** The changes that put it right everywhere it is held, or why it cannot be right. */
export async function planCorrection(
  context: Pick<Context, "table" | "now">,
  member: Member,
  { bornOn, interviewNote, helperName, reference }: Correction,
): Promise<Plan> {
  const heard = interviewNote === undefined ? member : withInterview(member, interviewNote);
  if ("kind" in heard) return heard;
  const helped = helperName === undefined ? heard : withHelper(heard, helperName);
  if ("kind" in helped) return helped;
  const noted = reference === undefined ? helped : withReference(helped, reference);
  if ("kind" in noted) return noted;
  if (bornOn !== undefined) return planBirth(context, noted, bornOn);
  return noted === member ? [] : [saveMember({ ...noted, version: member.version + 1 })];
}

function withInterview(member: Member, note: string): Member | Refusal<"VALIDATION_FAILED"> {
  if (!("interview" in member) || member.interview === undefined) {
    return invalid("No interview was noted.", "Leave this out.", "interviewNote");
  }
  return { ...member, interview: { ...member.interview, note } };
}

/** Whoever helped is no person here, so their name stands in this one place and nowhere else. */
function withHelper(member: Member, helperName: string): Member | Refusal<"VALIDATION_FAILED"> {
  if (member.entry.helperName === undefined) {
    return invalid("Nobody was noted who helped them to join.", "Leave this out.", "helperName");
  }
  return { ...member, entry: { ...member.entry, helperName } };
}

/** What a referee said, and who they are, is copied nowhere else: so it is put right in one place. */
function withReference(
  member: Member,
  { refereeName, rightName, relation, note }: NonNullable<Correction["reference"]>,
): Member | Refusal<"VALIDATION_FAILED"> {
  const found = member.references.find((one) => one.refereeName === refereeName);
  if (!found) {
    const remedy = "Write the name as it was noted.";
    return invalid("There is no such reference.", remedy, "reference.refereeName");
  }
  const right = {
    ...found,
    refereeName: rightName ?? found.refereeName,
    relation: relation ?? found.relation,
    note: note ?? found.note,
  };
  return {
    ...member,
    references: member.references.map((one) => (one === found ? right : one)),
  };
}

/** A date of birth is held with the person, with each membership and with each guardian's right. */
async function planBirth(
  { table, now }: Pick<Context, "table" | "now">,
  member: Member,
  bornOn: string,
): Promise<Plan> {
  const wrong = checkBirth(bornOn, now);
  if (wrong) return wrong;
  const { rights } = await personLines(table, member.personId);
  const others = rights.flatMap((right) =>
    right.kind === "MEMBERSHIP" && right.memberId !== member.id ? [right.memberId] : [],
  );
  const [person, ...found] = await Promise.all([
    findPerson(table, member.personId),
    ...others.map((id) => findMember(table, id)),
  ]);
  const members = [member, ...found.flatMap((one) => (one ? [one] : []))];
  const wards = await Promise.all(
    members.flatMap(({ id, guardians }) =>
      guardians.map((guardian) => findWardRight(table, guardian.personId, id)),
    ),
  );
  return [
    ...(person ? [savePerson({ ...person, bornOn, version: person.version + 1 })] : []),
    ...members.map((one) => saveMember({ ...one, bornOn, version: one.version + 1 })),
    ...wards.flatMap((ward) =>
      ward ? [saveRight({ ...ward, bornOn, version: ward.version + 1 })] : [],
    ),
  ];
}
