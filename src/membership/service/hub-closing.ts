import type * as z from "zod";
import {
  callerOf,
  forbidden,
  isRefusal,
  isSteward,
  notFound,
  replayOf,
  withReceipt,
} from "../../kernel/index.ts";
import {
  type Asked,
  byRequest,
  type Context,
  requireVersion,
  type Write,
} from "../../table/index.ts";
import { announceClosing, beginClosing, callOffClosing, finishClosing } from "../decide/index.ts";
import type { CancelHubClosing, CloseHub, Hub } from "../model/index.ts";
import {
  addPolicy,
  findHub,
  hubKey,
  isPolicyMomentTaken,
  policiesAfter,
  policyOf,
  saveHub,
  savePolicy,
} from "../repository/index.ts";

/** A hub is to end, and another one takes over its people and their hours. */
export const closeHub = (context: Context, input: z.output<typeof CloseHub>) =>
  byRequest(context, { operation: "closeHub", input }, closing);

async function closing(context: Context, { input, request }: Asked<z.output<typeof CloseHub>>) {
  const { table, viewer, now } = context;
  const [hub, successor] = await Promise.all([
    findHub(table, input.hubId),
    findHub(table, input.successorHubId),
  ]);
  if (!hub) return notFound("hubId");
  if (!successor) return notFound("successorHubId");
  if (!isSteward(viewer, hub.areaPath) || !isSteward(viewer, successor.areaPath)) {
    return stewardsOnly();
  }
  const replay = replayOf(hub, request);
  if (replay) return replay;
  const { reason, movesFrom } = input;
  const said = { reason, movesFrom, announcedAt: now, announcedBy: callerOf(viewer) };
  const next = announceClosing(hub, successor, said);
  if (isRefusal(next)) return next;
  const thing = { ...next.hub, receipts: withReceipt(hub.receipts, request) };
  const policy = await windingUpWrites(context, hub.id, { isWindingUp: true, reason });
  const writes = [saveHub(thing), saveHub(next.successor), ...policy];
  return { writes, answer: { thing, replayed: false } };
}

/** The hub stays after all: possible until the first thing was carried over. */
export const cancelHubClosing = (context: Context, input: z.output<typeof CancelHubClosing>) =>
  byRequest(context, { operation: "cancelHubClosing", input }, callingOff);

async function callingOff(
  context: Context,
  { input, request }: Asked<z.output<typeof CancelHubClosing>>,
) {
  const { table, viewer } = context;
  const hub = await findHub(table, input.hubId);
  if (!hub) return notFound("hubId");
  if (!isSteward(viewer, hub.areaPath)) return stewardsOnly();
  const replay = replayOf(hub, request);
  if (replay) return replay;
  const successor = hub.closing && (await findHub(table, hub.closing.successorHubId));
  const next = callOffClosing(hub, successor);
  if (isRefusal(next)) return next;
  const thing = { ...next.hub, receipts: withReceipt(hub.receipts, request) };
  const { reason } = input;
  const policy = await windingUpWrites(context, hub.id, { isWindingUp: false, reason });
  const writes = [saveHub(thing), saveHub(next.successor), ...policy];
  return { writes, answer: { thing, replayed: false } };
}

const stewardsOnly = () =>
  forbidden("Only a steward of the hub's area can do this.", "Ask a steward.");

/**
 * Every agreement reads the policy in force, so that is where it is said that nothing new begins.
 * Versions that have not begun yet learn it too; those in force before stay as they were.
 */
async function windingUpWrites(
  { table, viewer, now }: Context,
  hubId: string,
  { isWindingUp, reason }: { readonly isWindingUp: boolean; readonly reason: string },
): Promise<readonly Write[]> {
  const from = await freeMoment(now, (moment) => isPolicyMomentTaken(table, hubId, moment));
  const [current, later] = await Promise.all([
    policyOf(table, hubId, from),
    policiesAfter(table, hubId, from),
  ]);
  const setBy = callerOf(viewer);
  const said = { effectiveFrom: from, isWindingUp, reason, setBy, setAt: now, version: 1 };
  return [
    addPolicy({ ...current, ...said }),
    ...later.map((one) => savePolicy({ ...one, isWindingUp, version: one.version + 1 })),
  ];
}

/** Now, or as soon after it as no version begins at that very moment. */
async function freeMoment(
  now: string,
  isTaken: (moment: string) => Promise<boolean>,
): Promise<string> {
  let moment = now;
  while (await isTaken(moment)) moment = new Date(Date.parse(moment) + 1).toISOString();
  return moment;
}

/** The hub as carrying over begins: from here on nobody can call it off. */
export function planBegin(hub: Hub, now: string): readonly Write[] {
  return [saveHub(beginClosing(hub, now))];
}

/** The hub closed, and the successor free of it. */
export function planFinish(hub: Hub, successor: Hub, now: string): readonly Write[] {
  const closed = finishClosing(hub, successor, now);
  return [saveHub(closed.hub), saveHub(closed.successor)];
}

/** The commit fails if the hub changed meanwhile: what was decided rests on it being open. */
export const hubStands = (hub: Hub): Write => requireVersion(hubKey(hub.id), hub.version);
