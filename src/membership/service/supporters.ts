import type * as z from "zod";
import { forbidden, isRefusal, notFound } from "../../kernel/index.ts";
import type { Context, Table, Write } from "../../table/index.ts";
import {
  appointSupporter as appointed,
  asBroker,
  endSupporter as ended,
  standingOf,
  withoutOver,
} from "../decide/index.ts";
import type { AppointSupporter, EndSupporter, Member, SupportRight } from "../model/index.ts";
import {
  addPastWard,
  addRight,
  findPerson,
  findSupportRight,
  keepPerson,
  removeRight,
  saveRight,
} from "../repository/index.ts";
import { changeMember } from "./change-member.ts";

/** A broker notes who may act for an adult member, what they have seen of it, and for what. */
export const appointSupporter = (context: Context, input: z.output<typeof AppointSupporter>) =>
  changeMember(context, {
    operation: "appointSupporter",
    input,
    memberId: input.memberId,
    may: (member, { tie, viewer }) =>
      asBroker(viewer, member, tie) ??
      (input.personId === viewer.personId
        ? forbidden("You cannot appoint yourself.", "Ask another broker of the hub.", "personId")
        : undefined),
    change: async (before, { personId }) => {
      const { member, over } = withoutOver(before, context.now);
      const person = await findPerson(context.table, input.personId);
      if (!person) return notFound("personId");
      const { kind, scope, until, evidence, spoken } = input;
      const seen = { ...evidence, byPersonId: personId };
      const terms = { kind, scope, until, since: context.now, evidence: seen, consent: spoken };
      const next = appointed(member, { ...terms, person }, context.now);
      if (isRefusal(next)) return next;
      const line = { ...supportRight(next, person.id), scope, until };
      const found = await findSupportRight(context.table, person.id, member.id);
      const write = found ? saveRight({ ...line, version: found.version + 1 }) : addRight(line);
      const others = over.filter((one) => one.personId !== person.id);
      return {
        member: next,
        writes: [keepPerson(person), write, ...(await linesOver(context.table, member.id, others))],
      };
    },
  });

/** The lines of those whose time is over go, and leave a way to what was noted of them. */
async function linesOver(
  table: Table,
  memberId: string,
  over: readonly { readonly personId: string }[],
): Promise<readonly Write[]> {
  const writes = await Promise.all(
    over.map(async ({ personId }) => {
      const [line, remembered] = await Promise.all([
        findSupportRight(table, personId, memberId),
        addPastWard(table, personId, memberId),
      ]);
      return [...(line ? [removeRight(line)] : []), ...remembered];
    }),
  );
  return writes.flat();
}

/** The line beside a supporter that says whom they support, and in what. */
const supportRight = (member: Member, personId: string): Omit<SupportRight, "scope" | "until"> => ({
  kind: "SUPPORT",
  personId,
  hubId: member.hubId,
  memberId: member.id,
  standing: standingOf(member),
  version: 1,
});

/** The member can end it at any time, the supporter can lay it down, and a broker can stop it. */
export const endSupporter = (context: Context, input: z.output<typeof EndSupporter>) =>
  changeMember(context, {
    operation: "endSupporter",
    input,
    memberId: input.memberId,
    power: "READ",
    may: (member, { tie, viewer }) =>
      tie === "SELF" || input.personId === viewer.personId
        ? undefined
        : asBroker(viewer, member, tie),
    change: async (member, { personId }) => {
      const next = ended(member, {
        personId: input.personId,
        endedAt: context.now,
        byPersonId: personId,
        reason: input.reason,
      });
      if (isRefusal(next)) return next;
      const [right, remembered] = await Promise.all([
        findSupportRight(context.table, input.personId, member.id),
        addPastWard(context.table, input.personId, member.id),
      ]);
      return { member: next, writes: [...(right ? [removeRight(right)] : []), ...remembered] };
    },
  });
