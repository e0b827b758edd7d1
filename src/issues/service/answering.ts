import { oversees } from "../../circles/index.ts";
import {
  changedSince,
  done,
  firstOf,
  forbidden,
  holdsRole,
  invariant,
  isRefusal,
  nextOf,
  notFound,
  refuse,
  replayOf,
} from "../../kernel/index.ts";
import { findParty } from "../../membership/index.ts";
import { type Asked, byRequest, type Context } from "../../table/index.ts";
import { answer, answerers, escalate, isSilent, latest, nameOfDays } from "../decide/index.ts";
import {
  type DeclareFunding,
  type EscalateIssue,
  type Funding,
  mostFunders,
  type RespondToIssue,
} from "../model/index.ts";
import { findIssue, fundingsOf, putFunding, saveAsked, saveIssue } from "../repository/index.ts";
import { countAsking } from "./beginning.ts";

/** Those who were asked answer, for everyone to read. */
export const respondToIssue = (context: Context, input: RespondToIssue) =>
  byRequest(context, { operation: "respondToIssue", input }, responding);

async function responding(context: Context, { input, request }: Asked<RespondToIssue>) {
  const { table, viewer, now } = context;
  const found = await findIssue(table, input.issueId);
  if (!found) return notFound("issueId");
  const isOf = (areaIds: readonly string[]) =>
    areaIds.some((id) => holdsRole(viewer, "COMMISSIONER", id));
  const writesDown = oversees(viewer, found);
  if (!writesDown && !isOf(found.areaPath)) return commissionersOnly();
  const replay = replayOf(found, request);
  if (replay) return replay;
  const isTheirOwn = isOf(answerers(found));
  if (!writesDown && !isTheirOwn) return commissionersOnly();
  if (found.version !== input.version) return changedSince();
  const next = answer(found, { text: input.answer, isWrittenByOther: !isTheirOwn }, now);
  if (isRefusal(next)) return next;
  const issue = nextOf(next, request);
  const asking = latest(issue);
  invariant(asking, "an answered issue was asked");
  const isLate = isSilent({ ...asking, answer: undefined }, now);
  const add = { [isLate ? "ANSWERED_LATE" : "ANSWERED"]: 1, [nameOfDays(asking, now)]: 1 };
  const counts = await countAsking(context, issue, add);
  return { writes: [saveIssue(issue), ...counts], answer: done(issue) };
}

const commissionersOnly = () =>
  forbidden(
    "Only a commissioner of the area that is asked, or of one above it, can answer. A facilitator or broker writes an answer down.",
    "Ask one of them.",
  );

/** Asks the area above. The silence or the answer before it stays for everyone to read. */
export const escalateIssue = (context: Context, input: EscalateIssue) =>
  byRequest(context, { operation: "escalateIssue", input }, escalating);

async function escalating(context: Context, { input, request }: Asked<EscalateIssue>) {
  const { table, viewer, now } = context;
  const found = await findIssue(table, input.issueId);
  if (!found) return notFound("issueId");
  if (found.raisedBy !== viewer.personId && !oversees(viewer, found)) {
    return forbidden(
      "Only who raised it can do this, or a facilitator or broker of the hub.",
      "Ask one of them.",
    );
  }
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  const next = escalate(found, input.body, now);
  if (isRefusal(next)) return next;
  const issue = nextOf(next, request);
  const counts = await countAsking(context, issue);
  return { writes: [...saveAsked(issue), ...counts], answer: done(issue) };
}

/** An organisation says who its money comes from, and whether that forbids it to campaign. */
export const declareFunding = (context: Context, input: DeclareFunding) =>
  byRequest(context, { operation: "declareFunding", input }, declaring);

async function declaring(context: Context, { input, request }: Asked<DeclareFunding>) {
  const { table, viewer, now } = context;
  const { idempotencyKey, organisationId, ...told } = input;
  const party = await findParty(table, organisationId);
  if (party?.kind !== "ORGANISATION") return notFound("organisationId");
  if (!viewer.actsFor.some(({ id }) => id === organisationId)) {
    return forbidden("Only an admin of the organisation can do this.", "Ask one of them.");
  }
  const all = await fundingsOf(table, organisationId);
  const found = all.find(({ funder }) => funder === told.funder);
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (!found && all.length >= mostFunders) {
    return refuse(
      "TOO_MANY_FUNDERS",
      `${mostFunders} funders are declared already.`,
      "Declare small ones together under one name.",
      "funder",
    );
  }
  const facts = { organisationId, hubId: party.hubId, ...told, declaredAt: now };
  const funding: Funding = found
    ? nextOf({ ...facts, version: found.version, receipts: found.receipts }, request)
    : { ...facts, ...firstOf(request) };
  return { writes: [putFunding(funding)], answer: done(funding) };
}
