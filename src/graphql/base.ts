import { BadRequest } from "../kernel/index.ts";
import type { Context } from "../table/index.ts";
import { rooms } from "./rooms.ts";

const mostIds = 100;

/** The finder for an id is the one of the room that gave it, known by the prefix. */
async function findNode(context: Context, id: string) {
  const prefix = id.slice(0, id.indexOf("_"));
  const room = rooms.find(({ nodes }) => Object.hasOwn(nodes, prefix));
  return (await room?.nodes[prefix]?.(context, id)) ?? null;
}

/** What belongs to no room: fetching anything by its id. */
export const baseResolvers = {
  Query: {
    node: (_root: unknown, { id }: { id: string }, context: Context) => findNode(context, id),
    nodes: (_root: unknown, { ids }: { ids: readonly string[] }, context: Context) => {
      if (ids.length > mostIds) {
        throw new BadRequest(`These are ${ids.length} ids.`, `Ask for at most ${mostIds}.`);
      }
      return Promise.all(ids.map((id) => findNode(context, id)));
    },
  },
  Node: { __resolveType: (thing: { __typename: string }) => thing.__typename },
};
