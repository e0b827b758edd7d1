import type * as z from "zod";
import {
  type Connection,
  connection,
  isRefusal,
  type PageArgs,
  type Viewer,
} from "../../kernel/index.ts";
import { type Head, type LimitWarning, mayReadBooks, warningsOf } from "../../ledger/index.ts";
import type { Context } from "../../table/index.ts";
import {
  type AnyTie,
  anyTieTo,
  asBroker,
  clearLimits,
  limitsInForce,
  setLimits,
} from "../decide/index.ts";
import type {
  ClearMemberLimits,
  LimitChange,
  LimitException,
  LimitsInForce,
  Member,
  SetMemberLimits,
} from "../model/index.ts";
import {
  addLimitChange,
  findMember,
  findParty,
  limitChangesFor,
  partyOfMember,
  policyOf,
} from "../repository/index.ts";
import { accountRefOf, holderPartyOf, readAccountOf } from "./account.ts";
import { changeMember } from "./change-member.ts";

const may = (member: Member, by: { readonly tie: AnyTie; readonly viewer: Viewer }) =>
  asBroker(by.viewer, member, by.tie);

/** A broker sets other limits for one member than the hub's; who, when and why stays readable. */
export const setMemberLimits = (context: Context, input: z.output<typeof SetMemberLimits>) =>
  changeMember(context, {
    operation: "setMemberLimits",
    input,
    memberId: input.memberId,
    may,
    change: (member, { personId }) => {
      const exception = exceptionIn(input);
      const next = setLimits(member, exception, context.now);
      if (isRefusal(next)) return next;
      const said = { byPersonId: personId, reason: input.reason, exception };
      return { member: next, writes: [noteOf(context, member, said)] };
    },
  });

/** From now on the hub's own limits hold for the member again. */
export const clearMemberLimits = (context: Context, input: z.output<typeof ClearMemberLimits>) =>
  changeMember(context, {
    operation: "clearMemberLimits",
    input,
    memberId: input.memberId,
    may,
    change: (member, { personId }) => {
      const next = clearLimits(member);
      if (isRefusal(next)) return next;
      const said = { byPersonId: personId, reason: input.reason };
      return { member: next, writes: [noteOf(context, member, said)] };
    },
  });

function exceptionIn(input: z.output<typeof SetMemberLimits>): LimitException {
  const { memberId: _member, version: _version, reason: _reason, ...rest } = input;
  const { idempotencyKey: _key, ...exception } = rest;
  return exception;
}

type Said = Pick<LimitChange, "byPersonId" | "reason" | "exception">;

const noteOf = ({ now }: Context, member: Member, said: Said) =>
  addLimitChange({ ...said, memberId: member.id, at: now }, member.version + 1);

/** The limits that hold for a member now, each with where it comes from. */
export async function limitsOf({ table, now }: Context, member: Member): Promise<LimitsInForce> {
  return limitsInForce(partyOfMember(member), await policyOf(table, member.hubId, now), now);
}

/** The same by id, for those tied to the member and for who reads the hub's books. */
export async function readLimits(
  context: Context,
  memberId: string,
): Promise<LimitsInForce | undefined> {
  const { table, viewer, now } = context;
  const member = await findMember(table, memberId);
  if (!member) return undefined;
  const isTheirs =
    anyTieTo(viewer, member, now) !== undefined || mayReadBooks(viewer, member.hubId);
  return isTheirs ? limitsOf(context, member) : undefined;
}

export const listLimitChanges = (
  context: Context,
  memberId: string,
  args: PageArgs,
): Promise<Connection<LimitChange>> =>
  connection(context, { list: `limitChanges ${memberId}`, args }, (walk) =>
    limitChangesFor(context.table, memberId, walk),
  );

/** What there is to say of an account, under the limits that hold now. */
export async function warningsOn(context: Context, head: Head): Promise<readonly LimitWarning[]> {
  const { table, now } = context;
  const holder = await holderPartyOf(table, head.account);
  if (!holder) return [];
  const policy = await policyOf(table, holder.hubId, now);
  return warningsOf({ ...head, account: accountRefOf(holder, policy, now) }, now);
}

/** What there is to say of these parties' accounts, as far as the viewer may read them. */
export async function warningsAbout(
  context: Context,
  partyIds: readonly string[],
): Promise<readonly LimitWarning[]> {
  const { table, now } = context;
  const parties = await Promise.all([...new Set(partyIds)].map((id) => findParty(table, id)));
  const heads = await Promise.all(
    parties.map((party) => (party ? readAccountOf(context, party) : undefined)),
  );
  return heads.flatMap((head) => (head ? warningsOf(head, now) : []));
}
