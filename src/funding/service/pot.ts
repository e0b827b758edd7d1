import type * as z from "zod";
import {
  actsFor,
  callerOf,
  done,
  firstOf,
  idFor,
  invariant,
  isRefusal,
  nextOf,
  notFound,
  type Request,
  replayOf,
  requestOf,
  signInFirst,
} from "../../kernel/index.ts";
import { planPosting, potOf } from "../../ledger/index.ts";
import {
  accountRefOf,
  findParty,
  type Party,
  planRecord,
  policyOf,
} from "../../membership/index.ts";
import { attempt, type Context } from "../../table/index.ts";
import { cancelPot, checkActive, decidePot } from "../decide/index.ts";
import type {
  CancelPotRequest,
  DecidePotSupport,
  PotRequest,
  RequestPotSupport,
} from "../model/index.ts";
import { createPotRequest, findPotRequest, savePotRequest } from "../repository/index.ts";
import { checkHandsOut, maySee, memberFor, whyNotAskFor } from "./shared.ts";

/** Somebody asks the pot for credits, or a broker does it for them. */
export async function requestPotSupport(
  context: Context,
  input: z.output<typeof RequestPotSupport>,
) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "requestPotSupport", input);
  const id = idFor("pot", request);
  return attempt(table, async () => {
    const member = await memberFor(context, input.memberId, "memberId");
    if (isRefusal(member)) return member;
    const denied = whyNotAskFor(viewer, member, "memberId");
    if (denied) return denied;
    const replay = replayOf(await findPotRequest(table, id), request);
    if (replay) return replay;
    const inactive = checkActive(member, "memberId");
    if (inactive) return inactive;
    const asked: PotRequest = {
      ...{ id, memberId: member.id, hubId: member.hubId },
      ...{ minutes: input.minutes, reason: input.reason, status: "OPEN", createdAt: now },
      askedBy: callerOf(viewer),
      byBroker: !actsFor(viewer, member.id, "ARRANGE_HELP"),
      ...firstOf(request),
    };
    const told = await planRecord(context, { kind: "POT_REQUEST", thingId: id, party: member });
    return { writes: [createPotRequest(asked), ...told], answer: done(asked) };
  });
}

/** A broker says yes or no for the hub; a yes moves credits from the pot at once. */
export async function decidePotSupport(context: Context, input: z.output<typeof DecidePotSupport>) {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), "decidePotSupport", input);
  return attempt(context.table, () => deciding(context, input, request));
}

async function deciding(
  context: Context,
  input: z.output<typeof DecidePotSupport>,
  request: Request,
) {
  const found = await visibleRequest(context, input.potRequestId);
  const member = found && (await findParty(context.table, found.memberId));
  if (!found || !member) return notFound("potRequestId");
  const answered = checkHandsOut(context.viewer, member) ?? replayOf(found, request);
  if (answered) return answered;
  const next = decidePot(found, input, context.now);
  if (isRefusal(next)) return next;
  const decided = nextOf(next, request);
  if (decided.status !== "APPROVED") return saving(decided);
  return checkActive(member, "potRequestId") ?? planSupport(context, decided, member);
}

async function planSupport({ table, now }: Context, given: PotRequest, member: Party) {
  invariant(given.givenMinutes !== undefined, "a yes says how much");
  const policy = await policyOf(table, member.hubId, now);
  const to = accountRefOf(member, policy, now);
  const plan = await planPosting(table, {
    ...{ actId: given.id, kind: "GIFT", now },
    movements: [{ from: potOf(given.hubId), to, minutes: given.givenMinutes }],
  });
  if (isRefusal(plan)) return plan;
  return { writes: [...plan.writes, savePotRequest(given, plan.journal)], answer: done(given) };
}

/** Whoever may ask may also take it back. */
export async function cancelPotRequest(context: Context, input: z.output<typeof CancelPotRequest>) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "cancelPotRequest", input);
  return attempt(table, async () => {
    const found = await visibleRequest(context, input.potRequestId);
    if (!found) return notFound("potRequestId");
    const { memberId, hubId } = found;
    const denied = whyNotAskFor(viewer, { id: memberId, hubId }, "potRequestId");
    if (denied) return denied;
    const replay = replayOf(found, request);
    if (replay) return replay;
    const next = cancelPot(found, now);
    return isRefusal(next) ? next : saving(nextOf(next, request));
  });
}

/** A request the viewer may know of: about them or their child, or in a hub they are broker of. */
export async function visibleRequest(
  { table, viewer }: Context,
  id: string,
): Promise<PotRequest | undefined> {
  const found = await findPotRequest(table, id);
  if (!found) return undefined;
  const { memberId, hubId } = found;
  return maySee(viewer, { id: memberId, hubId }) ? found : undefined;
}

const saving = (request: PotRequest) => ({
  writes: [savePotRequest(request)],
  answer: done(request),
});
