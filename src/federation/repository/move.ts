import type { PageWalk, Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  type Key,
  remove,
  replace,
  requireVersion,
  rowsOf,
  type Table,
  type Write,
} from "../../table/index.ts";
import { MoveRequest } from "../model/index.ts";

const keyOf = (id: string): Key => ({ pk: id, sk: "MOVE" });

/** Only requests that wait for an answer stand in a hub's list. */
const itemOf = (request: MoveRequest) => ({
  ...keyOf(request.id),
  ...request,
  ...(request.status === "OPEN"
    ? { i1pk: `MOVES#${request.toHubId}`, i1sk: byTime(request.asked.at, request.id) }
    : {}),
});

export async function findMove(table: Table, id: string): Promise<MoveRequest | undefined> {
  const item = await table.get(keyOf(id));
  return item && MoveRequest.parse(item);
}

/** The first save creates the request; every later one must follow the one before. */
export const saveMove = (request: MoveRequest): Write =>
  request.version === 1 ? create(itemOf(request)) : replace(itemOf(request));

/** The commit fails if the request changed meanwhile. */
export const moveStands = (request: MoveRequest): Write =>
  requireVersion(keyOf(request.id), request.version);

/** Takes a request away, whatever became of it. */
export const removeMove = (request: MoveRequest): Write =>
  remove(keyOf(request.id), request.version);

/** Requests that wait for an answer of a hub, by time. */
export const movesFor = (
  table: Table,
  hubId: string,
  walk: PageWalk,
): Promise<readonly Row<MoveRequest>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: `MOVES#${hubId}` }, (item) => MoveRequest.parse(item));
