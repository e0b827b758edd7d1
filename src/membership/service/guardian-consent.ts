import type * as z from "zod";
import { isRefusal } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import {
  anyTieTo,
  withdrawGuardianConsent as decideNo,
  withdrawGuardianContact as decideNoContact,
  shareGuardianContact as decideShare,
  giveGuardianConsent as decideYes,
  tieToContact,
  whyNotSpeak,
  whyNotWithdraw,
} from "../decide/index.ts";
import type {
  GiveGuardianConsent,
  SaidByGuardian,
  ShareGuardianContact,
  WithdrawGuardianConsent,
  WithdrawGuardianContact,
} from "../model/index.ts";
import { changeMember } from "./change-member.ts";
import { presentMember } from "./sight.ts";

type Wish = z.output<typeof GiveGuardianConsent>;

/** A guardian agrees that a child under 13 takes part. */
export const giveGuardianConsent = (context: Context, input: Wish) =>
  changeMember(context, {
    operation: "giveGuardianConsent",
    input,
    memberId: input.childMemberId,
    at: "childMemberId",
    may: (child, { tie }) => whyNotSpeak(child, { tie, ...input }),
    change: (child, { personId }) => {
      const next = decideYes(child, saidIn(context, input, personId));
      return isRefusal(next) ? next : { member: next };
    },
  });

/** A guardian takes the consent back: a child who takes part rests from then on. */
export const withdrawGuardianConsent = (
  context: Context,
  input: z.output<typeof WithdrawGuardianConsent>,
) =>
  changeMember(context, {
    operation: "withdrawGuardianConsent",
    input,
    memberId: input.childMemberId,
    at: "childMemberId",
    may: (child, { tie }) => whyNotSpeak(child, { tie, ...input }),
    change: (child, { personId }) => {
      const next = decideNo(child, { ...saidIn(context, input, personId), by: personId });
      return isRefusal(next) ? next : { member: next };
    },
  });

/** A guardian who is no member of the child's hub lets themselves be reached for the child. */
export const shareGuardianContact = (
  context: Context,
  input: z.output<typeof ShareGuardianContact>,
) =>
  changeMember(context, {
    operation: "shareGuardianContact",
    input,
    memberId: input.childMemberId,
    at: "childMemberId",
    may: (child, { tie }) => whyNotSpeak(child, { tie, ...input }),
    change: async (child, { personId }) => {
      const { way, textVersion, phone, email } = input;
      const given = saidIn(context, input, personId);
      const contact = { way, reach: phone ?? email ?? "", textVersion, given };
      const { guardianPersonId } = given;
      const member = await presentMember(context.table, guardianPersonId, child.hubId);
      const whose = { guardianPersonId, isMemberHere: member !== undefined };
      const next = decideShare(child, contact, whose);
      return isRefusal(next) ? next : { member: next };
    },
  });

/**
 * They take it back: from the next request on nobody is told it, and it is kept nowhere. The
 * membership is not shown to who was the guardian of somebody who has grown up.
 */
export async function withdrawGuardianContact(
  context: Context,
  input: z.output<typeof WithdrawGuardianContact>,
) {
  const { viewer, now } = context;
  const done = await changeMember(context, {
    operation: "withdrawGuardianContact",
    input,
    memberId: input.childMemberId,
    at: "childMemberId",
    standing: tieToContact,
    may: (member, { tie }) => whyNotWithdraw(member, { tie, ...input }, now),
    change: (member, { tie, personId }) => {
      const whose = tie === "SELF" ? undefined : (input.guardianPersonId ?? personId);
      const next = decideNoContact(member, whose);
      return isRefusal(next) ? next : { member: next };
    },
  });
  if (isRefusal(done)) return done;
  const isTold = anyTieTo(viewer, done.thing, now) !== undefined;
  return { ...done, thing: isTold ? done.thing : undefined };
}

/** Who said it, when and how: here, or to a broker. */
function saidIn({ now }: Context, input: Wish, personId: string): SaidByGuardian {
  const { guardianPersonId, spoken } = input;
  if (guardianPersonId === undefined || spoken === undefined) {
    return { guardianPersonId: personId, at: now, channel: "ONLINE" };
  }
  return { guardianPersonId, at: now, ...spoken, recordedBy: personId };
}
