import type * as z from "zod";
import { isRefusal, wrongState } from "../../kernel/index.ts";
import type { Context, Table, Write } from "../../table/index.ts";
import { changedBy, checkReach, editOf, whyNotEverywhere, whyNotHeard } from "../decide/index.ts";
import type { Member, UpdateMember } from "../model/index.ts";
import { findPerson, savePerson } from "../repository/index.ts";
import { changeMember } from "./change-member.ts";
import { namedElsewhere } from "./naming.ts";

/** Changes what a person told this hub. A new name is also the person's name from then on. */
export const updateMember = (context: Context, input: z.output<typeof UpdateMember>) =>
  changeMember(context, {
    operation: "updateMember",
    records: "PROFILE",
    input,
    memberId: input.memberId,
    power: "MANAGE_PROFILE",
    spoken: input.spoken,
    may: (_member, { tie }) =>
      whyNotHeard({ tie, spoken: input.spoken }) ??
      (input.nameEverywhere ? whyNotEverywhere(tie) : undefined),
    change: async (member, { tie, personId }) => {
      if (member.status === "LEFT") {
        return wrongState("This person has left the hub.", "They can apply again.");
      }
      const next = updated(member, input);
      const unreachable = checkReach({ ...next, ...next.communication });
      if (isRefusal(unreachable)) return unreachable;
      const by = { at: context.now, by: personId, byBroker: tie === "BROKER" };
      return {
        member: changedBy(next, by),
        writes: [
          ...(await nameWrites(context.table, next)),
          ...(input.nameEverywhere ? await namedElsewhere(context, next, by) : []),
        ],
        profile: editOf(member, next),
      };
    },
  });

function updated(member: Member, input: z.output<typeof UpdateMember>): Member {
  const { memberId: _id, version: _version, idempotencyKey: _key, ...wish } = input;
  const { forget = [], spoken: _spoken, nameEverywhere: _everywhere, ...said } = wish;
  const told = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return {
    ...member,
    ...told,
    ...(forget.includes("PHONE") ? { phone: undefined } : {}),
    ...(forget.includes("EMAIL") ? { email: undefined } : {}),
  };
}

export async function nameWrites(
  table: Table,
  member: Pick<Member, "firstName" | "lastName" | "personId">,
): Promise<readonly Write[]> {
  const { firstName, lastName } = member;
  const person = await findPerson(table, member.personId);
  if (!person || (person.firstName === firstName && person.lastName === lastName)) return [];
  return [savePerson({ ...person, firstName, lastName, version: person.version + 1 })];
}
