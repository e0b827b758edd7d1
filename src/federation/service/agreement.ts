import {
  changedSince,
  forbidden,
  isRefusal,
  notFound,
  type Refusal,
  type Request,
  replayOf,
  type Viewer,
  withReceipt,
} from "../../kernel/index.ts";
import { findHub, whyNotOpen } from "../../membership/index.ts";
import { type Asked, byRequest, type Context } from "../../table/index.ts";
import { agree, end, hubAsked, mayAgree, propose } from "../decide/index.ts";
import type {
  AgreeInterHub,
  EndInterHub,
  InterHubAgreement,
  ProposeInterHub,
} from "../model/index.ts";
import { mayStandFor, standing } from "../reading/index.ts";
import {
  agreementIdOf,
  createAgreement,
  findAgreement,
  saveAgreement,
} from "../repository/index.ts";

/** One hub puts a limit to another. */
export const proposeInterHub = (context: Context, input: ProposeInterHub) =>
  byRequest(context, { operation: "proposeInterHub", input }, proposing);

async function proposing(context: Context, { input, request }: Asked<ProposeInterHub>) {
  const { table, viewer, now } = context;
  const id = agreementIdOf(input.hubId, input.partnerHubId);
  const [hub, partner, found] = await Promise.all([
    findHub(table, input.hubId),
    findHub(table, input.partnerHubId),
    findAgreement(table, id),
  ]);
  if (!hub) return notFound("hubId");
  if (!partner) return notFound("partnerHubId");
  if (!mayStandFor(viewer, hub)) return notYourHub();
  const replay = replayOf(found, request);
  if (replay) return replay;
  const closing = whyNotOpen(hub, "hubId") ?? whyNotOpen(partner, "partnerHubId");
  if (closing) return closing;
  const proposal = {
    limitMinutes: input.limitMinutes,
    byHubId: hub.id,
    by: someone(viewer),
    proposedAt: now,
  };
  const next = propose(found, proposal, { id, partnerHubId: partner.id });
  return isRefusal(next) ? next : saving(found, next, request);
}

/** The hub that was asked says yes. */
export const agreeInterHub = (context: Context, input: AgreeInterHub) =>
  byRequest(context, { operation: "agreeInterHub", input }, agreeing);

async function agreeing(context: Context, { input, request }: Asked<AgreeInterHub>) {
  const found = await findAgreement(context.table, input.agreementId);
  if (!found) return notFound("agreementId");
  const refused = await whyNotAgree(context, found);
  // A yes said before has to be answered again, whichever hub would be asked by now.
  const replay = replayOf(found, request);
  if (refused) return replay && !isRefusal(replay) ? replay : refused;
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  const next = agree(found, context.now);
  return isRefusal(next) ? next : saving(found, next, request);
}

/** The hub that was asked has to say it, through somebody else than who proposed. */
async function whyNotAgree(
  context: Context,
  agreement: InterHubAgreement,
): Promise<Refusal<"FORBIDDEN"> | undefined> {
  const stands = await standing(context, agreement);
  if (stands.length === 0) return notYourHub();
  const asked = hubAsked(agreement);
  if (asked !== undefined && !stands.includes(asked)) return askTheOther();
  return mayAgree(agreement, someone(context.viewer));
}

/** Either hub ends the agreement, or the proposal that never became one. */
export const endInterHub = (context: Context, input: EndInterHub) =>
  byRequest(context, { operation: "endInterHub", input }, ending);

async function ending(context: Context, { input, request }: Asked<EndInterHub>) {
  const found = await findAgreement(context.table, input.agreementId);
  if (!found) return notFound("agreementId");
  if ((await standing(context, found)).length === 0) return notYourHub();
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  const next = end(found, context.now);
  return isRefusal(next) ? next : saving(found, next, request);
}

const someone = ({ personId, login }: Viewer) => ({
  ...(personId === undefined ? {} : { personId }),
  ...(login === undefined ? {} : { login }),
});

function saving(
  found: InterHubAgreement | undefined,
  next: Omit<InterHubAgreement, "version" | "receipts">,
  request: Request,
) {
  const agreement: InterHubAgreement = {
    ...next,
    version: (found?.version ?? 0) + 1,
    receipts: withReceipt(found?.receipts ?? [], request),
  };
  const writes = found ? [saveAgreement(agreement)] : createAgreement(agreement);
  return { writes, answer: { thing: agreement, replayed: false } };
}

const notYourHub = () =>
  forbidden("Only a broker or steward of the hub can do this.", "Ask your hub's broker to do it.");

const askTheOther = () =>
  forbidden(
    "Your hub made this proposal, so the other hub has to agree to it.",
    "Ask a broker of the other hub to agree.",
  );
