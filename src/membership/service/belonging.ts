import type * as z from "zod";
import { isRefusal, notFound, type Refusal } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import {
  checkHeir,
  isMetBy,
  leave,
  mayKnowHeir,
  mayReceive,
  pause,
  resume,
} from "../decide/index.ts";
import type { LeaveHub, Member, PauseMembership, ResumeMembership } from "../model/index.ts";
import { findMember } from "../repository/index.ts";
import { changeMember } from "./change-member.ts";
import { closeAccount } from "./closing.ts";
import { standingWrites } from "./standing.ts";

export const pauseMembership = (context: Context, input: z.output<typeof PauseMembership>) =>
  changeMember(context, {
    operation: "pauseMembership",
    records: "PAUSE",
    input,
    memberId: input.memberId,
    power: "MANAGE_PROFILE",
    change: (member, { tie, personId }) => {
      const by = { pausedBy: personId, byBroker: tie === "BROKER" };
      const next = pause(member, { at: context.now, reason: input.reason, ...by });
      return isRefusal(next) ? next : { member: next };
    },
  });

export const resumeMembership = (context: Context, input: z.output<typeof ResumeMembership>) =>
  changeMember(context, {
    operation: "resumeMembership",
    records: "RETURN",
    input,
    memberId: input.memberId,
    power: "MANAGE_PROFILE",
    change: (member) => {
      const next = resume(member, context.now);
      return isRefusal(next) ? next : { member: next };
    },
  });

/** Leaving and the closing of the account happen together or not at all. */
export const leaveHub = (context: Context, input: z.output<typeof LeaveHub>) =>
  changeMember(context, {
    operation: "leaveHub",
    records: "LEAVING",
    input,
    memberId: input.memberId,
    load: (member) => findHeir(context, member, input.giveToMemberId),
    may: (member, { tie, viewer, loaded }) =>
      loaded.heir && mayReceive(member, loaded.heir, { tie, viewer }),
    change: async (member, { tie, personId, loaded: { heir } }) => {
      const by = { leftBy: personId, byBroker: tie === "BROKER" };
      const next = leave(member, { at: context.now, reason: input.reason, ...by });
      if (isRefusal(next)) return next;
      const unfit = heir && checkHeir(heir);
      if (unfit) return unfit;
      const closing = await closeAccount(context, member, heir);
      if (isRefusal(closing)) return closing;
      return {
        member: next,
        writes: [...(await standingWrites(context.table, next)), ...closing],
      };
    },
  });

async function findHeir(
  { table, viewer, now }: Context,
  member: Member,
  heirId: string | undefined,
): Promise<{ readonly heir?: Member } | Refusal<"NOT_FOUND">> {
  if (heirId === undefined) return {};
  const heir = await findMember(table, heirId);
  const isThere =
    heir?.hubId === member.hubId &&
    isMetBy(viewer, heir) &&
    mayKnowHeir(member, heir, { viewer, now });
  return isThere ? { heir } : notFound("giveToMemberId");
}
