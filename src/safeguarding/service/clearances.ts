import {
  actsFor,
  addDays,
  BadRequest,
  type Connection,
  callerOf,
  changedSince,
  connection,
  dateOf,
  isRefusal,
  nextOf,
  notFound,
  type PageArgs,
  replayOf,
  type Viewer,
  wrongState,
} from "../../kernel/index.ts";
import { findParty, type Party } from "../../membership/index.ts";
import { type Asked, byRequest, type Context, type Table, type Write } from "../../table/index.ts";
import {
  grantClearance as decideGrant,
  endClearance,
  isLead,
  leadsOnly,
  maySeeClearance,
  maySeeClearances,
  maySeeGaps,
  notForOneself,
  replacedBy,
} from "../decide/index.ts";
import type { Clearance, GrantClearance, RevokeClearance } from "../model/index.ts";
import {
  clearancesExpiring,
  clearancesHeld,
  clearancesOf,
  closeClearance,
  createClearance,
  findClearance,
} from "../repository/index.ts";
import { birthOf } from "./making.ts";

/** A safeguarding lead has seen that a member has something, and notes until when it counts. */
export const grantClearance = (context: Context, input: GrantClearance) =>
  byRequest(context, { operation: "grantClearance", input }, granting);

async function granting(context: Context, { input, request }: Asked<GrantClearance>) {
  const { table, viewer, now } = context;
  const birth = birthOf("clr", request, now);
  const [member, found] = await Promise.all([
    findParty(table, input.memberId),
    findClearance(table, birth.id),
  ]);
  if (member?.kind !== "MEMBER" || !maySeeGaps(viewer, member)) return notFound("memberId");
  const forbidden = whyNotNote(viewer, member);
  if (forbidden) return forbidden;
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (member.status === "LEFT") {
    return wrongState("This member has left the hub.", "Choose somebody who takes part.");
  }
  const by = { hubId: member.hubId, grantedBy: callerOf(viewer) };
  const thing = decideGrant(input, birth, by);
  if (isRefusal(thing)) return thing;
  const writes = [...createClearance(thing), ...(await replacing(table, thing, now))];
  return { writes, answer: { thing, replayed: false } };
}

/** A lead's word is for others: for themselves and their children another lead looks. */
function whyNotNote(viewer: Viewer, member: Party) {
  if (!isLead(viewer, member.hubId)) return leadsOnly();
  const isOwn = actsFor(viewer, member.id) || member.personId === viewer.personId;
  return isOwn ? notForOneself() : undefined;
}

/** The older ones of the kind end with this, so that nobody is reminded of them. */
async function replacing(table: Table, next: Clearance, now: string): Promise<readonly Write[]> {
  const held = await clearancesHeld(table, next.memberId, dateOf(now));
  const older = await Promise.all(replacedBy(next, held).map(({ id }) => findClearance(table, id)));
  return older.flatMap((one) => {
    const ended = one && endClearance(one, now);
    return ended && !isRefusal(ended)
      ? closeClearance({ ...ended, version: ended.version + 1 })
      : [];
  });
}

/** It counts no more, from now on. */
export const revokeClearance = (context: Context, input: RevokeClearance) =>
  byRequest(context, { operation: "revokeClearance", input }, revoking);

async function revoking(context: Context, { input, request }: Asked<RevokeClearance>) {
  const { table, viewer, now } = context;
  const found = await findClearance(table, input.clearanceId);
  const member = found && (await findParty(table, found.memberId));
  if (!found || !member || !maySeeClearance(viewer, found, member)) return notFound("clearanceId");
  const forbidden = whyNotNote(viewer, member);
  if (forbidden) return forbidden;
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  const ended = endClearance(found, now, input.reason);
  if (isRefusal(ended)) return ended;
  const thing = nextOf(ended, request);
  return { writes: closeClearance(thing), answer: { thing, replayed: false } };
}

/** A clearance, for those who may know of it. */
export async function clearanceById(
  { table, viewer }: Context,
  id: string,
): Promise<Clearance | undefined> {
  const found = await findClearance(table, id);
  const member = found && (await findParty(table, found.memberId));
  return found && maySeeClearance(viewer, found, member) ? found : undefined;
}

/** What a member has and had, for the lead of their hub, themselves and their guardians. */
export async function clearancesFor(
  context: Context,
  { memberId, args }: { readonly memberId: string; readonly args: PageArgs },
): Promise<Connection<Clearance> | null> {
  const { table, viewer } = context;
  const member = await findParty(table, memberId);
  if (member?.kind !== "MEMBER" || !maySeeClearances(viewer, member)) return null;
  return connection(context, { list: `clearances ${memberId}`, args }, (walk) =>
    clearancesOf(table, memberId, walk),
  );
}

const mostDays = 366;

/** What runs out in a hub within so many days, soonest first: whom to remind. */
export async function expiringClearances(
  context: Context,
  wish: { readonly hubId: string; readonly withinDays: number; readonly args: PageArgs },
): Promise<Connection<Clearance> | null> {
  const { table, viewer, now } = context;
  const { hubId, withinDays, args } = wish;
  if (withinDays < 1 || withinDays > mostDays) {
    throw new BadRequest("That many days cannot be looked at.", `Say 1 to ${mostDays} days.`);
  }
  if (!isLead(viewer, hubId)) return null;
  const span = { hubId, from: dateOf(now), to: dateOf(addDays(now, withinDays)) };
  return connection(context, { list: `expiringClearances ${hubId} ${withinDays}`, args }, (walk) =>
    clearancesExpiring(table, span, walk),
  );
}
