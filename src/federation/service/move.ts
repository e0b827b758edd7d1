import {
  ageOn,
  callerOf,
  dateOf,
  forbidden,
  invariant,
  isRefusal,
  notFound,
  type Request,
  replayOf,
  withReceipt,
} from "../../kernel/index.ts";
import {
  alreadyThere,
  findHub,
  findMember,
  hubStands,
  isThere,
  type Member,
  memberStands,
  partyOfMember,
  planMemberMove,
  planRecord,
  tieTo,
  whyNotHeard,
  whyNotOpen,
} from "../../membership/index.ts";
import { type Asked, byRequest, type Context, type Table, type Write } from "../../table/index.ts";
import {
  accept,
  ask,
  decline,
  type Mover,
  whyNotAccept,
  whyNotAnswer,
  whyNotAsk,
  withdraw,
} from "../decide/index.ts";
import {
  type AcceptMove,
  type DeclineMove,
  type MoveRequest,
  moveIdOf,
  type RequestMove,
  type WithdrawMove,
} from "../model/index.ts";
import { type MoveCase, visibleMove } from "../reading/index.ts";
import { findMove, moveStands, saveMove } from "../repository/index.ts";

/** A member asks another hub to take them in, with their hours and their history. */
export const requestMove = (context: Context, input: RequestMove) =>
  byRequest(context, { operation: "requestMove", input }, asking);

async function asking(context: Context, { input, request }: Asked<RequestMove>) {
  const { table, viewer, now } = context;
  const { memberId, toHubId, note, spoken } = input;
  const [member, toHub, found] = await Promise.all([
    findMember(table, memberId),
    findHub(table, toHubId),
    findMove(table, moveIdOf(memberId)),
  ]);
  const tie = member && tieTo(viewer, member, now);
  if (!member || !tie) return notFound("memberId");
  if (!toHub) return notFound("toHubId");
  const mover = moverOf(member, now);
  const answered =
    whyNotHeard({ tie, spoken }) ?? whyNotAsk(mover, tie) ?? replayOf(found, request);
  if (answered) return answered;
  const next = ask(mover, found, { tie, viewer, now, toHubId, note, spoken });
  if (isRefusal(next)) return next;
  const closing = whyNotOpen(toHub, "toHubId");
  if (closing) return closing;
  if (await isThere(table, member.personId, toHubId)) return alreadyThere();
  const writes = await planRecord(context, {
    ...{ kind: "MOVE", thingId: next.id, thingVersion: (found?.version ?? 0) + 1 },
    ...{ party: partyOfMember(member), spoken },
  });
  return saving(found, next, { request, writes });
}

const moverOf = (member: Member, now: string): Mover => ({
  id: member.id,
  hubId: member.hubId,
  status: member.status,
  isGuarded:
    ageOn(member.bornOn, dateOf(now)) < adultAge &&
    member.guardians.some((guardian) => guardian.evidence),
});

const adultAge = 18;

/** The other hub says yes: membership, guardians, hours and history move in this one commit. */
export const acceptMove = (context: Context, input: AcceptMove) =>
  byRequest(context, { operation: "acceptMove", input }, accepting);

async function accepting(context: Context, { input, request }: Asked<AcceptMove>) {
  const { table, viewer, now } = context;
  const its = await visibleMove(context, input.moveRequestId);
  if (!its) return notFound("moveRequestId");
  const { move, member, tie } = its;
  const answered = whyNotAccept(move, viewer, tie) ?? replayOf(move, request);
  if (answered) return answered;
  const next = accept(move, moverOf(member, now), { now, viewer });
  if (isRefusal(next)) return next;
  const toHub = await findHub(table, move.toHubId);
  invariant(toHub && member.status !== "LEFT", "who moves is here, and the other hub exists");
  const closing = whyNotOpen(toHub);
  if (closing) return closing;
  const plan = await planMemberMove(context, { who: member, toHub, by: callerOf(viewer) });
  if (isRefusal(plan)) return (await hasMoved(table, its)) ? tryAgain(its) : plan;
  const moved = { ...next, newMemberId: plan.arrived.id };
  return saving(move, moved, { request, writes: [...plan.writes, hubStands(toHub)] });
}

/**
 * A plan reads the request first and the account a moment later. Where somebody was faster in
 * between, the account is closed by the very move that is asked for: a lost race, and no refusal.
 */
async function hasMoved(table: Table, { move, member }: MoveCase): Promise<boolean> {
  const [request, who] = await Promise.all([
    findMove(table, move.id),
    findMember(table, member.id),
  ]);
  return request?.version !== move.version || who?.version !== member.version;
}

/** Commits nothing and cannot succeed, because one of the two has changed: all is read again. */
const tryAgain = ({ move, member }: MoveCase) => ({
  writes: [moveStands(move), memberStands(member)],
  answer: { thing: move, replayed: false },
});

/** The other hub says no, with a reason that the member reads. */
export const declineMove = (context: Context, input: DeclineMove) =>
  byRequest(context, { operation: "declineMove", input }, declining);

async function declining(context: Context, { input, request }: Asked<DeclineMove>) {
  const { viewer, now } = context;
  const its = await visibleMove(context, input.moveRequestId);
  if (!its) return notFound("moveRequestId");
  const answered = whyNotAnswer(its.move, viewer) ?? replayOf(its.move, request);
  if (answered) return answered;
  const next = decline(its.move, { now, viewer, reason: input.reason });
  return isRefusal(next) ? next : saving(its.move, next, { request });
}

/** Whoever may ask may also take it back. */
export const withdrawMove = (context: Context, input: WithdrawMove) =>
  byRequest(context, { operation: "withdrawMove", input }, withdrawing);

async function withdrawing(context: Context, { input, request }: Asked<WithdrawMove>) {
  const its = await visibleMove(context, input.moveRequestId);
  if (!its) return notFound("moveRequestId");
  if (!its.tie) return notYours();
  const replay = replayOf(its.move, request);
  if (replay) return replay;
  const next = withdraw(its.move, {
    now: context.now,
    by: { viewer: context.viewer, tie: its.tie },
  });
  return isRefusal(next) ? next : saving(its.move, next, { request });
}

const notYours = () =>
  forbidden(
    "Only the member, a guardian or their broker can take this back.",
    "Decline it, if your hub says no.",
  );

function saving(
  found: MoveRequest | undefined,
  next: Omit<MoveRequest, "version" | "receipts">,
  { request, writes = [] }: { readonly request: Request; readonly writes?: readonly Write[] },
) {
  const thing: MoveRequest = {
    ...next,
    version: (found?.version ?? 0) + 1,
    receipts: withReceipt(found?.receipts ?? [], request),
  };
  return { writes: [saveMove(thing), ...writes], answer: { thing, replayed: false } };
}
