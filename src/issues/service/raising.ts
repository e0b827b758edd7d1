import {
  actsFor,
  done,
  firstOf,
  forbidden,
  idFor,
  notFound,
  refuse,
  replayOf,
} from "../../kernel/index.ts";
import { findHub, findParty } from "../../membership/index.ts";
import { type Asked, byRequest, type Context } from "../../table/index.ts";
import { checkOwner } from "../decide/index.ts";
import type { Issue, RaiseIssue, Support, SupportIssue } from "../model/index.ts";
import {
  createIssue,
  createSupport,
  findIssue,
  findSupport,
  fundingsOf,
  planTray,
  trayOf,
} from "../repository/index.ts";
import { beginClock } from "./beginning.ts";

/** The member, where it is the viewer's own self: nobody raises or supports for somebody else. */
async function ownMember({ table, viewer }: Context, memberId: string) {
  const party = await findParty(table, memberId);
  const isOwn = party?.personId !== undefined && party.personId === viewer.personId;
  const isIn = viewer.actsFor.some(({ id }) => id === memberId);
  return isOwn && isIn && party.status === "ACTIVE" ? party : undefined;
}

/** Says what should be different, and who should answer. */
export const raiseIssue = (context: Context, input: RaiseIssue) =>
  byRequest(context, { operation: "raiseIssue", input }, raising);

async function raising(context: Context, { input, request }: Asked<RaiseIssue>) {
  const { table, viewer, now } = context;
  const { idempotencyKey, memberId, ownerId, ...told } = input;
  const party = await ownMember(context, memberId);
  if (!party?.personId) return notFound("memberId");
  const hub = await findHub(table, party.hubId);
  if (!hub) return notFound("memberId");
  const owner = ownerId === undefined ? undefined : await findParty(table, ownerId);
  if (ownerId !== undefined && owner?.kind !== "ORGANISATION") return notFound("ownerId");
  if (ownerId !== undefined && !actsFor(viewer, ownerId)) {
    return forbidden(
      "Only an admin of this organisation can say that it stands behind this.",
      "Ask one of them to raise it, or leave ownerId out.",
      "ownerId",
    );
  }
  const id = idFor("iss", request);
  const replay = replayOf(await findIssue(table, id), request);
  if (replay) return replay;
  const refusal = owner && checkOwner(told.isCampaign, await fundingsOf(table, owner.id));
  if (refusal) return refusal;
  const issue: Issue = {
    ...{ id, hubId: hub.id, areaPath: hub.areaPath, ownerId, memberId, ...told },
    ...{ raisedBy: party.personId, askings: [], createdAt: now, ...firstOf(request) },
  };
  return { writes: [createIssue(issue)], answer: done(issue) };
}

/** Stands behind an issue, once. When enough people do, somebody has to answer. */
export async function supportIssue(context: Context, input: SupportIssue) {
  const outcome = await byRequest(context, { operation: "supportIssue", input }, supporting);
  const stands = "thing" in outcome || outcome.code === "ALREADY_SUPPORTED";
  if (stands) await beginClock(context, input.issueId);
  return outcome;
}

async function supporting(context: Context, { input, request }: Asked<SupportIssue>) {
  const { table, now } = context;
  const issue = await findIssue(table, input.issueId);
  if (!issue) return notFound("issueId");
  const party = await ownMember(context, input.memberId);
  if (!party?.personId) return notFound("memberId");
  const { personId, id: memberId } = party;
  const found = await findSupport(table, issue.id, personId);
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found) {
    return refuse(
      "ALREADY_SUPPORTED",
      "You stand behind this already.",
      "Each person counts once.",
    );
  }
  const support: Support = {
    ...{ issueId: issue.id, personId, memberId, at: now, ...firstOf(request) },
  };
  const tray = await planTray(table, issue.id, trayOf(personId));
  return { writes: [createSupport(support), tray], answer: done(support) };
}
