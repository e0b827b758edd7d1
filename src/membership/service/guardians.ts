import type * as z from "zod";
import { forbidden, isBroker, isRefusal, notFound, type Refusal } from "../../kernel/index.ts";
import type { Context, Table } from "../../table/index.ts";
import {
  asBroker,
  endGuardian as ended,
  linkGuardian as linked,
  standingOf,
} from "../decide/index.ts";
import type { EndGuardian, LinkGuardian, Member, Person, WardRight } from "../model/index.ts";
import { addRight, findPerson, findWardRight, removeRight } from "../repository/index.ts";
import { changeMember } from "./change-member.ts";

export const linkGuardian = (context: Context, input: z.output<typeof LinkGuardian>) =>
  changeMember(context, {
    operation: "linkGuardian",
    input,
    memberId: input.childMemberId,
    at: "childMemberId",
    load: () => findGuardian(context.table, input.guardianPersonId),
    may: (child, { tie, viewer, loaded }) =>
      asBroker(viewer, child, tie) ??
      (loaded.id === viewer.personId
        ? forbidden("You cannot note your own evidence.", "Ask another broker of the hub.")
        : undefined),
    change: async (child, { personId, loaded: guardian }) => {
      const evidence = { note: input.evidenceNote, byPersonId: personId, at: context.now };
      const next = linked(child, { guardian, evidence }, context.now);
      if (isRefusal(next)) return next;
      const right = await findWardRight(context.table, guardian.id, child.id);
      return { member: next, writes: right ? [] : [addRight(wardRight(next, guardian.id))] };
    },
  });

/** The line beside a guardian that says whose guardian they are. */
export const wardRight = (child: Member, guardianId: string): WardRight => ({
  kind: "WARD",
  personId: guardianId,
  hubId: child.hubId,
  memberId: child.id,
  bornOn: child.bornOn,
  standing: standingOf(child),
  version: 1,
});

export const endGuardian = (context: Context, input: z.output<typeof EndGuardian>) =>
  changeMember(context, {
    operation: "endGuardian",
    input,
    memberId: input.childMemberId,
    at: "childMemberId",
    may: (child, { viewer }) =>
      input.guardianPersonId === viewer.personId || isBroker(viewer, child.hubId)
        ? undefined
        : forbidden("Only the guardian or a broker can end this.", "Ask your broker."),
    change: async (child, { personId }) => {
      const next = ended(child, {
        personId: input.guardianPersonId,
        endedAt: context.now,
        byPersonId: personId,
        reason: input.reason,
      });
      if (isRefusal(next)) return next;
      const right = await findWardRight(context.table, input.guardianPersonId, child.id);
      return { member: next, writes: right ? [removeRight(right)] : [] };
    },
  });

async function findGuardian(
  table: Table,
  personId: string,
): Promise<Person | Refusal<"NOT_FOUND">> {
  return (await findPerson(table, personId)) ?? notFound("guardianPersonId");
}
