import {
  type Connection,
  connection,
  hasPrefix,
  idFor,
  isBroker,
  isRefusal,
  notFound,
  type PageArgs,
  replayOf,
  withReceipt,
} from "../../../kernel/index.ts";
import { findMember, memberStands, planCorrection, tieTo } from "../../../membership/index.ts";
import { type Asked, byRequest, type Context, type Table } from "../../../table/index.ts";
import { asked, decided, isOverdue, whyNotDecide, whyNotRequest } from "../../decide/index.ts";
import type { CorrectionRequest, DecideCorrection, RequestCorrection } from "../../model/index.ts";
import {
  correctionsFor,
  createCorrection,
  findCorrection,
  openCorrections,
  saveCorrection,
} from "../../repository/index.ts";

/** Somebody says that what is held on them is wrong. */
export const requestCorrection = (context: Context, input: RequestCorrection) =>
  byRequest(context, { operation: "requestCorrection", input }, asking);

async function asking(context: Context, { input, request }: Asked<RequestCorrection>) {
  const { table, now, viewer } = context;
  const id = idFor("cor", request);
  const [member, found] = await Promise.all([
    findMember(table, input.memberId),
    findCorrection(table, id),
  ]);
  const tie = member && tieTo(viewer, member, now);
  if (!member || !tie) return notFound("memberId");
  const answered = whyNotRequest(tie, input) ?? replayOf(found, request);
  if (answered) return answered;
  const receipts = withReceipt([], request);
  const thing = asked(input, { id, hubId: member.hubId, askedAs: tie, receipts, now });
  // Nothing is asked for somebody who is erased in this very moment.
  const writes = [createCorrection(thing), memberStands(member)];
  return { writes, answer: { thing: thing as CorrectionRequest, replayed: false } };
}

/** A broker answers: what is put right changes in the same commit. */
export const decideCorrection = (context: Context, input: DecideCorrection) =>
  byRequest(context, { operation: "decideCorrection", input }, deciding);

async function deciding(context: Context, { input, request }: Asked<DecideCorrection>) {
  const { now } = context;
  const its = await visibleCorrection(context, input.correctionId);
  if (!its) return notFound("correctionId");
  const answered = whyNotDecide(its.tie) ?? replayOf(its.request, request);
  if (answered) return answered;
  const next = decided(its.request, input, now);
  if (isRefusal(next)) return next;
  const { bornOn, interviewNote, helperName, reference } = input;
  const right = { bornOn, interviewNote, helperName, reference };
  const changes = await planCorrection(context, its.member, right);
  if (isRefusal(changes)) return changes;
  const thing = { ...next, receipts: withReceipt(its.request.receipts, request) };
  return { writes: [saveCorrection(thing), ...changes], answer: { thing, replayed: false } };
}

/** A request, for the person, their guardian and the brokers of the hub. */
async function visibleCorrection({ table, viewer, now }: Context, id: string) {
  const request = hasPrefix(id, "cor") ? await findCorrection(table, id) : undefined;
  const member = request && (await findMember(table, request.memberId));
  const tie = member && tieTo(viewer, member, now);
  return request && member && tie ? { request, member, tie } : undefined;
}

export const correctionById = async (
  context: Context,
  id: string,
): Promise<CorrectionRequest | undefined> => (await visibleCorrection(context, id))?.request;

type Page = Promise<Connection<CorrectionRequest> | undefined>;

/** What waits for the hub's answer, due soonest first. */
export async function correctionsIn(context: Context, hubId: string, args: PageArgs): Page {
  if (!isBroker(context.viewer, hubId)) return undefined;
  return connection(context, { list: `corrections ${hubId}`, args }, (walk) =>
    openCorrections(context.table, hubId, walk),
  );
}

/** All that was asked for a member, newest first. */
export async function correctionsOf(context: Context, memberId: string, args: PageArgs): Page {
  const { table, viewer, now } = context;
  const member = await findMember(table, memberId);
  if (!member || !tieTo(viewer, member, now)) return undefined;
  return connection(context, { list: `correctionsOf ${memberId}`, args }, (walk) =>
    correctionsFor(table, memberId, walk),
  );
}

export const isOverdueNow = ({ now }: Context, request: CorrectionRequest): boolean =>
  isOverdue(request, now);

/** Looked at in one hub in one turn of the clock: more than that is a number for itself. */
const mostCounted = 100;

/** How many answers are late, for whoever watches the clock's numbers. */
export async function countOverdue(
  { table, now }: { readonly table: Table; readonly now: string },
  hubIds: readonly string[],
): Promise<{ readonly OVERDUE: number }> {
  const late = await Promise.all(
    hubIds.map((hubId) =>
      openCorrections(table, hubId, { backwards: false, limit: mostCounted, to: now }),
    ),
  );
  return { OVERDUE: late.flat().length };
}
