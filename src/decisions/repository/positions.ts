import { erasedWords, hasPrefix, type PageWalk, type Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  type Item,
  replace,
  rewrite,
  rowsOf,
  type StoredRow,
  storedAlong,
  type Table,
  type Write,
} from "../../table/index.ts";
import { Action, Position, Rating } from "../model/index.ts";

/** Under the decision, so that one strong walk reads all of them. */
const positionKey = (decisionId: string, seatId: string) => ({
  pk: decisionId,
  sk: `POSITION#${seatId}`,
});
const ratingKey = (decisionId: string, seatId: string) => ({
  pk: decisionId,
  sk: `RATING#${seatId}`,
});

const ballotsOf = (personId: string) => `BALLOTS#${personId}`;

const heldBy = ({ personId, decisionId }: Position | Rating, kind: string) => ({
  i2pk: ballotsOf(personId),
  i2sk: `${kind}#${decisionId}`,
});

const positionItem = (position: Position) => ({
  ...positionKey(position.decisionId, position.seatId),
  ...position,
  ...heldBy(position, "POSITION"),
});

export async function findPosition(
  table: Table,
  decisionId: string,
  seatId: string,
): Promise<Position | undefined> {
  const item = await table.get(positionKey(decisionId, seatId));
  return item && Position.parse(item);
}

/** A first position is created; a later one must follow the one that was read. */
export const putPosition = (position: Position): Write =>
  position.version === 1 ? create(positionItem(position)) : replace(positionItem(position));

/** As many as a circle has seats. */
const most = 200;

export async function positionsIn(table: Table, decisionId: string): Promise<readonly Position[]> {
  const items = await table.walk({
    ...{ pk: decisionId, from: "POSITION#", to: "POSITION#~", limit: most },
  });
  return items.map((item) => Position.parse(item));
}

export async function positionRows(
  table: Table,
  decisionId: string,
  { after, backwards, limit }: PageWalk,
): Promise<readonly Row<Position>[]> {
  const items = await table.walk({
    ...{ pk: decisionId, from: "POSITION#", to: "POSITION#~", backwards, limit },
    ...(after === undefined ? {} : { after }),
  });
  return items.map((item) => ({ node: Position.parse(item), place: item.sk }));
}

const ratingItem = (rating: Rating) => ({
  ...ratingKey(rating.decisionId, rating.seatId),
  ...rating,
  ...heldBy(rating, "RATING"),
});

export async function findRating(
  table: Table,
  decisionId: string,
  seatId: string,
): Promise<Rating | undefined> {
  const item = await table.get(ratingKey(decisionId, seatId));
  return item && Rating.parse(item);
}

export const putRating = (rating: Rating): Write =>
  rating.version === 1 ? create(ratingItem(rating)) : replace(ratingItem(rating));

/** What a person said to decisions, and privately thought of them, as it is stored. */
export const storedBallots = (
  table: Table,
  personId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, index: "i2", pk: ballotsOf(personId) });

const wordless = (words: string | undefined) => words && erasedWords;

/** How a seat stood stays, since the count rests on it; whose it was and their words go. */
export function eraseBallot(
  item: Item,
  { personId, standIn }: { readonly personId: string; readonly standIn: string },
): readonly Write[] {
  const gone = { personId: standIn, memberId: undefined, i2pk: undefined, i2sk: undefined };
  if (item["personId"] !== personId) return [];
  if (item.sk.startsWith("RATING#")) return rewrite(item, { ...item, ...gone });
  const position = Position.parse(item);
  const after: Item = {
    ...item,
    ...gone,
    ...{ reason: wordless(position.reason), spoken: undefined },
    earlier: position.earlier.map((one) => ({
      ...{ ...one, reason: wordless(one.reason), spoken: undefined },
    })),
  };
  return rewrite(item, after);
}

const actionKey = (id: string) => ({ pk: id, sk: "ACTION" });
const actionsOf = (decisionId: string) => `ACTIONS#${decisionId}`;

const actionItem = (action: Action) => ({
  ...actionKey(action.id),
  ...action,
  i1pk: actionsOf(action.decisionId),
  i1sk: byTime(action.createdAt, action.id),
});

export async function findAction(table: Table, id: string): Promise<Action | undefined> {
  const item = hasPrefix(id, "atn") ? await table.get(actionKey(id)) : undefined;
  return item && Action.parse(item);
}

export const createAction = (action: Action): Write => create(actionItem(action));
export const saveAction = (action: Action): Write => replace(actionItem(action));

/** In the order they were taken on. */
export const actionsAfter = (
  table: Table,
  decisionId: string,
  walk: PageWalk,
): Promise<readonly Row<Action>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: actionsOf(decisionId) }, (item) => Action.parse(item));
