import type * as z from "zod";
import { findCircle } from "../../circles/index.ts";
import { type Decision, decisionStands, findDecision } from "../../decisions/index.ts";
import {
  callerOf,
  dateOf,
  done,
  firstOf,
  idFor,
  invariant,
  isBroker,
  isRefusal,
  isReplay,
  nextOf,
  notFound,
  type Refusal,
  type Request,
  refuse,
  replayOf,
  requestOf,
  signInFirst,
} from "../../kernel/index.ts";
import { findHub } from "../../membership/index.ts";
import { attempt, type Context, type Table } from "../../table/index.ts";
import {
  amend,
  checkAgreed,
  checkDecidedCredits,
  checkDecidedOn,
  checkGrantQuarter,
  decisionOf,
} from "../decide/index.ts";
import type { AmendMandate, DecisionFacts, GrantMandate, Mandate } from "../model/index.ts";
import {
  createMandate,
  findMandate,
  findMandateById,
  grantReceipts,
  saveMandate,
} from "../repository/index.ts";
import { issuedMinutesOf } from "./issuing.ts";
import { type Asked, brokersOnly } from "./shared.ts";

/** A broker records what a circle decided to credit in a quarter. */
export async function grantMandate(context: Context, input: z.output<typeof GrantMandate>) {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), "grantMandate", input);
  const asked = { input, request, id: idFor("man", request) };
  return attempt(context.table, () => granting(context, asked));
}

async function granting(context: Context, asked: Asked<z.output<typeof GrantMandate>>) {
  const { table, viewer, now } = context;
  const { input, request, id } = asked;
  const { hubId, purpose, quarter, minutes, decisionId } = input;
  if (!(await findHub(table, hubId))) return notFound("hubId");
  if (!isBroker(viewer, hubId)) return brokersOnly();
  const decision = await decisionIn(table, hubId, decisionId);
  if (!decision) return notFound("decisionId");
  const replay = await grantedEarlier(table, id, request);
  if (replay) return replay;
  const facts = await factsOf(table, decision);
  const refusal =
    checkGrantQuarter(quarter, now) ??
    checkDecidedOn(facts, now) ??
    checkPower(decision, facts) ??
    checkDecidedCredits(decision.credits, { purpose, quarter, minutes });
  if (refusal) return refusal;
  if (await findMandate(table, { hubId, purpose, quarter })) return alreadyGranted();
  const mandate: Mandate = {
    ...{ id, hubId, purpose, quarter, grantedMinutes: minutes },
    decisions: [decisionOf(facts, { minutes, by: callerOf(viewer), now })],
    ...firstOf(request),
  };
  return {
    writes: [...createMandate(mandate), decisionStands(decision)],
    answer: done(mandate),
  };
}

/** A decision that a circle of this very hub took. */
async function decisionIn(
  table: Table,
  hubId: string,
  decisionId: string,
): Promise<Decision | undefined> {
  const decision = await findDecision(table, decisionId);
  return decision?.hubId === hubId ? decision : undefined;
}

/**
 * What the mandate asks of a decision, and keeps of it. The commit requires the decision at the
 * version that was read, so it is not overridden in the meantime.
 */
async function factsOf(table: Table, decision: Decision): Promise<DecisionFacts> {
  const circle = await findCircle(table, decision.circleId);
  const closed = decision.status === "OPEN" ? undefined : decision;
  return {
    decisionId: decision.id,
    circleName: circle?.name ?? "",
    question: decision.question,
    decidedOn: dateOf(closed?.closedAt ?? decision.openedAt),
    rung: closed?.rung ?? 1,
  };
}

const checkPower = ({ status }: Decision, { rung }: DecisionFacts) =>
  checkAgreed({ isAgreed: status === "AGREED", rung });

async function grantedEarlier(table: Table, id: string, request: Request) {
  const receipts = await grantReceipts(table, id);
  const replay = receipts ? isReplay(receipts, request) : false;
  if (replay === false || isRefusal(replay)) return replay;
  const mandate = await findMandateById(table, id);
  invariant(mandate, "a mandate that was granted is kept");
  return { answer: { thing: mandate, replayed: true } };
}

/** A broker records that the circle decided on another amount. */
export async function amendMandate(context: Context, input: z.output<typeof AmendMandate>) {
  if (context.viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(context.viewer), "amendMandate", input);
  return attempt(context.table, () => amending(context, input, request));
}

async function amending(
  { table, viewer, now }: Context,
  input: z.output<typeof AmendMandate>,
  request: Request,
) {
  const { minutes } = input;
  const found = await findMandateById(table, input.mandateId);
  if (!found) return notFound("mandateId");
  if (!isBroker(viewer, found.hubId)) return brokersOnly();
  const decision = await decisionIn(table, found.hubId, input.decisionId);
  if (!decision) return notFound("decisionId");
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  const issuedMinutes = await issuedMinutesOf(table, found);
  const facts = await factsOf(table, decision);
  const next =
    checkDecidedOn(facts, now) ??
    checkPower(decision, facts) ??
    checkDecidedCredits(decision.credits, { ...found, minutes }) ??
    amend(found, facts, { minutes, by: callerOf(viewer), now, issuedMinutes });
  if (isRefusal(next)) return next;
  const mandate = nextOf(next, request);
  return { writes: [saveMandate(mandate), decisionStands(decision)], answer: done(mandate) };
}

const alreadyGranted = () =>
  refuse(
    "MANDATE_ALREADY_GRANTED",
    "This hub has a mandate for this purpose and quarter already.",
    "Change that one with the new decision.",
  );

const changedSince = (): Refusal<"CONFLICT_VERSION"> =>
  refuse(
    "CONFLICT_VERSION",
    "This mandate changed since you last looked, or credits were given out under it.",
    "Read it again, then decide.",
    "version",
  );
