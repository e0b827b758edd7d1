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
import { findHub, findOrganisation } from "../../membership/index.ts";
import { type Asked, byRequest, type Context, type Table } from "../../table/index.ts";
import {
  addCover as decideAdd,
  endCover as decideEnd,
  isLead,
  leadsOnly,
  maySeeCover,
} from "../decide/index.ts";
import type { AddCover, Cover, EndCover } from "../model/index.ts";
import { closeCover, coversIn, createCover, findCover } from "../repository/index.ts";
import { birthOf } from "./making.ts";

/** A safeguarding lead has seen an insurance, and notes what it is for and until when. */
export const addCover = (context: Context, input: AddCover) =>
  byRequest(context, { operation: "addCover", input }, adding);

async function adding(context: Context, { input, request }: Asked<AddCover>) {
  const { table, viewer, now } = context;
  const birth = birthOf("cov", request, now);
  const [hubId, categories, found] = await Promise.all([
    hubOfHolder(table, input.holderId),
    Promise.all(input.categoryIds.map((id) => findCategory(table, id))),
    findCover(table, birth.id),
  ]);
  if (hubId === undefined) return notFound("holderId");
  const unknown = categories.findIndex((category) => !category);
  if (unknown >= 0) return notFound(`categoryIds.${unknown}`);
  if (!isLead(viewer, hubId)) return leadsOnly();
  const replay = replayOf(found, request);
  if (replay) return replay;
  const thing = decideAdd(input, birth, { hubId, addedBy: callerOf(viewer) });
  if (isRefusal(thing)) return thing;
  const slugs = categories.flatMap((category) => (category ? [category.slug] : []));
  return { writes: createCover(thing, slugs), answer: { thing, replayed: false } };
}

/** Whose insurance it is, told by the hub it is kept in. */
async function hubOfHolder(table: Table, holderId: string): Promise<string | undefined> {
  const [hub, organisation] = await Promise.all([
    findHub(table, holderId),
    findOrganisation(table, holderId),
  ]);
  return hub?.id ?? (organisation?.status === "ACTIVE" ? organisation.hubId : undefined);
}

/** It counts no more for what is agreed from now on. */
export const endCover = (context: Context, input: EndCover) =>
  byRequest(context, { operation: "endCover", input }, ending);

async function ending(context: Context, { input, request }: Asked<EndCover>) {
  const { table, viewer, now } = context;
  const found = await findCover(table, input.coverId);
  if (!found || !maySeeCover(viewer, found)) return notFound("coverId");
  if (!isLead(viewer, found.hubId)) return leadsOnly();
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  const ended = decideEnd(found, input.reason, now);
  if (isRefusal(ended)) return ended;
  const thing = nextOf(ended, request);
  return { writes: closeCover(thing), answer: { thing, replayed: false } };
}

/** An insurance, for those who take part in its hub. */
export async function coverById({ table, viewer }: Context, id: string) {
  const cover = await findCover(table, id);
  return cover && maySeeCover(viewer, cover) ? cover : undefined;
}

/** The insurance of a hub and its organisations, for those who take part in it. */
export async function coversOf(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<Cover> | null> {
  if (!maySeeCover(context.viewer, { hubId })) return null;
  return connection(context, { list: `covers ${hubId}`, args }, (walk) =>
    coversIn(context.table, hubId, walk),
  );
}
