import type * as z from "zod";
import {
  type Connection,
  connection,
  invariant,
  isRefusal,
  type PageArgs,
} from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import {
  type AnyTie,
  consentsNow,
  withdrawConsent as decideNo,
  giveConsent as decideYes,
  mayHearConsents,
  type Tie,
  tieTo,
  whyNotAnswer,
} from "../decide/index.ts";
import {
  type ConsentChange,
  type ConsentNow,
  type ConsentText,
  consentPurposes,
  consentText,
  type GiveConsent,
  type Member,
  type WithdrawConsent,
} from "../model/index.ts";
import { addConsentChange, consentChangesFor } from "../repository/index.ts";
import { changeMember } from "./change-member.ts";

/** Says yes to one purpose. It holds from the next request on; the history keeps who and how. */
export const giveConsent = (context: Context, input: z.output<typeof GiveConsent>) =>
  changeMember(context, {
    operation: "giveConsent",
    input,
    memberId: input.memberId,
    may: (member, { tie }) =>
      whyNotAnswer(member, { tie: capacityOf(tie), spoken: input.spoken }, context.now),
    change: (member, { tie, personId }) => {
      const { purpose, textVersion, spoken } = input;
      const by = { byPersonId: personId, as: capacityOf(tie) };
      const next = decideYes(member, { purpose, textVersion, ...by }, context.now);
      if (isRefusal(next)) return next;
      const said = { purpose, isYes: true, textVersion, spoken, ...by };
      return { member: next, writes: [noteOf(context, member, said)] };
    },
  });

/** Takes a yes back. From the next request on nothing rests on it. */
export const withdrawConsent = (context: Context, input: z.output<typeof WithdrawConsent>) =>
  changeMember(context, {
    operation: "withdrawConsent",
    input,
    memberId: input.memberId,
    may: (member, { tie }) =>
      whyNotAnswer(member, { tie: capacityOf(tie), spoken: input.spoken }, context.now),
    change: (member, { tie, personId }) => {
      const { purpose, spoken } = input;
      const next = decideNo(member, purpose);
      if (isRefusal(next)) return next;
      const said = { purpose, isYes: false, spoken, byPersonId: personId, as: capacityOf(tie) };
      return { member: next, writes: [noteOf(context, member, said)] };
    },
  });

/** Nobody answers for an adult: no scope of a supporter has this in it. */
function capacityOf(tie: AnyTie): Tie {
  invariant(tie !== "SUPPORTER", "no supporter says yes or no for somebody else");
  return tie;
}

const noteOf = ({ now }: Context, member: Member, said: Omit<ConsentChange, "memberId" | "at">) =>
  addConsentChange({ ...said, memberId: member.id, at: now }, member.version + 1);

/** What is shown before a yes, for every purpose there is. */
export const consentTexts = (): readonly ConsentText[] => consentPurposes.map(consentText);

const mayRead = ({ viewer, now }: Context, member: Member): boolean => {
  const tie = tieTo(viewer, member, now);
  return tie !== undefined && mayHearConsents(member, tie, now);
};

/** What somebody allows at this moment, for those who may hear it from them. */
export const readConsents = (
  context: Context,
  member: Member,
): readonly ConsentNow[] | undefined =>
  mayRead(context, member) ? consentsNow(member, context.now) : undefined;

/** All that was ever said, for the same people. */
export async function listConsentChanges(
  context: Context,
  member: Member,
  args: PageArgs,
): Promise<Connection<ConsentChange> | undefined> {
  if (!mayRead(context, member)) return undefined;
  return connection(context, { list: `consentChanges ${member.id}`, args }, (walk) =>
    consentChangesFor(context.table, member.id, walk),
  );
}
