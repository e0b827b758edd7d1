import type * as z from "zod";
import { forbidden, isRefusal, notFound } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import {
  asBroker,
  endGuardian as ended,
  linkGuardian as linked,
  standingOf,
} from "../decide/index.ts";
import type { EndGuardian, LinkGuardian, Member, WardRight } from "../model/index.ts";
import {
  addPastWard,
  addRight,
  findPerson,
  findWardRight,
  keepPerson,
  removeRight,
} from "../repository/index.ts";
import { changeMember } from "./change-member.ts";

export const linkGuardian = (context: Context, input: z.output<typeof LinkGuardian>) =>
  changeMember(context, {
    operation: "linkGuardian",
    input,
    memberId: input.childMemberId,
    at: "childMemberId",
    may: (child, { tie, viewer }) =>
      asBroker(viewer, child, tie) ??
      (input.guardianPersonId === viewer.personId
        ? forbidden("You cannot note your own evidence.", "Ask another broker of the hub.")
        : undefined),
    change: async (child, { personId }) => {
      const guardian = await findPerson(context.table, input.guardianPersonId);
      if (!guardian) return notFound("guardianPersonId");
      const evidence = { note: input.evidenceNote, byPersonId: personId, at: context.now };
      const next = linked(child, { guardian, evidence }, context.now);
      if (isRefusal(next)) return next;
      const right = await findWardRight(context.table, guardian.id, child.id);
      const rights = right ? [] : [addRight(wardRight(next, guardian.id))];
      return { member: next, writes: [keepPerson(guardian), ...rights] };
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
  earlierIds: child.earlierIds,
  version: 1,
});

export const endGuardian = (context: Context, input: z.output<typeof EndGuardian>) =>
  changeMember(context, {
    operation: "endGuardian",
    input,
    memberId: input.childMemberId,
    at: "childMemberId",
    may: (child, { tie, viewer }) =>
      input.guardianPersonId === viewer.personId ? undefined : asBroker(viewer, child, tie),
    change: async (child, { personId }) => {
      const next = ended(child, {
        personId: input.guardianPersonId,
        endedAt: context.now,
        byPersonId: personId,
        reason: input.reason,
      });
      if (isRefusal(next)) return next;
      const [right, remembered] = await Promise.all([
        findWardRight(context.table, input.guardianPersonId, child.id),
        addPastWard(context.table, input.guardianPersonId, child.id),
      ]);
      return { member: next, writes: [...(right ? [removeRight(right)] : []), ...remembered] };
    },
  });
