import { findCategory } from "../../directory/index.ts";
import {
  type Connection,
  callerOf,
  changedSince,
  connection,
  isRefusal,
  nextOf,
  notFound,
  type PageArgs,
  replayOf,
} from "../../kernel/index.ts";
import { findHub } from "../../membership/index.ts";
import { type Asked, byRequest, type Context } from "../../table/index.ts";
import {
  endRequirement as decideEnd,
  setRequirement as decideSet,
  isLead,
  leadsOnly,
} from "../decide/index.ts";
import type { EndRequirement, Requirement, SetRequirement } from "../model/index.ts";
import {
  boardOf,
  closeRequirement,
  createRequirement,
  findRequirement,
  requirementsIn,
} from "../repository/index.ts";
import { birthOf } from "./making.ts";

/** A hub asks for more than the law does before certain help. */
export const setRequirement = (context: Context, input: SetRequirement) =>
  byRequest(context, { operation: "setRequirement", input }, setting);

async function setting(context: Context, { input, request }: Asked<SetRequirement>) {
  const { table, viewer, now } = context;
  const { hubId, categoryId } = input;
  const birth = birthOf("req", request, now);
  const [hub, category, found] = await Promise.all([
    findHub(table, hubId),
    categoryId === undefined ? undefined : findCategory(table, categoryId),
    findRequirement(table, birth.id),
  ]);
  if (!hub) return notFound("hubId");
  if (categoryId !== undefined && !category) return notFound("categoryId");
  if (!isLead(viewer, hubId)) return leadsOnly();
  const replay = replayOf(found, request);
  if (replay) return replay;
  const { requirements } = await boardOf(table, hubId, now);
  const by = { setBy: callerOf(viewer), alreadyInForce: requirements.length };
  const thing = decideSet(input, birth, by);
  if (isRefusal(thing)) return thing;
  return {
    writes: createRequirement(thing, category?.slug),
    answer: { thing, replayed: false },
  };
}

/** A hub asks for it no more. What the law asks for goes on. */
export const endRequirement = (context: Context, input: EndRequirement) =>
  byRequest(context, { operation: "endRequirement", input }, ending);

async function ending(context: Context, { input, request }: Asked<EndRequirement>) {
  const { table, viewer, now } = context;
  const found = await findRequirement(table, input.requirementId);
  if (!found) return notFound("requirementId");
  if (!isLead(viewer, found.hubId)) return leadsOnly();
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  const ended = decideEnd(found, { reason: input.reason, by: callerOf(viewer) }, now);
  if (isRefusal(ended)) return ended;
  const thing = nextOf(ended, request);
  return { writes: closeRequirement(thing), answer: { thing, replayed: false } };
}

export const requirementById = ({ table }: Context, id: string) => findRequirement(table, id);

/** What a hub asks for, and asked for once: open to everyone, like its policy. */
export async function requirementsOf(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<Requirement> | null> {
  const { table } = context;
  if (!(await findHub(table, hubId))) return null;
  return connection(context, { list: `requirements ${hubId}`, args }, (walk) =>
    requirementsIn(table, hubId, walk),
  );
}
