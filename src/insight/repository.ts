import { create, type Item, type Key, replace, type Table, type Write } from "../table/index.ts";
import type { Bucket as Kept } from "./model.ts";
import { Bucket, Cursor, firstState, State, startOf } from "./model.ts";

const stateKey: Key = { pk: "INSIGHT", sk: "STATE" };
const cursorKey = (generation: number, accountId: string): Key => ({
  pk: `COUNTED#${generation}#${accountId}`,
  sk: "CURSOR",
});
const bucketPk = (generation: number, placeId: string) => `COUNTS#${generation}#${placeId}`;

/** The most parts and months that a place has in a hundred years. */
const mostBuckets = 20_000;

export async function findState(table: Table): Promise<State> {
  const item = await table.get(stateKey);
  return item ? State.parse(item) : firstState;
}

/** Whoever read an older version changes nothing. */
export function saveState(state: State): Write {
  const item = { ...stateKey, ...state };
  return state.version === 1 ? create(item) : replace(item);
}

export async function findCursor(
  table: Table,
  generation: number,
  accountId: string,
): Promise<Cursor> {
  const item = await table.get(cursorKey(generation, accountId));
  if (!item) return startOf(accountId);
  const [seq, month, givenMinutes, recognisedMinutes, gave, spent] = String(item["at"]).split(" ");
  return Cursor.parse({
    ...{ accountId, seq: Number(seq), month, version: item["version"] },
    ...{ givenMinutes: Number(givenMinutes), recognisedMinutes: Number(recognisedMinutes) },
    ...{ gave: gave === "true", spent: spent === "true" },
  });
}

/**
 * The next version of a cursor: nobody counts the same entries twice. What it says is one short text,
 * because there is one to write for nearly every entry, and each field on its own takes time to send
 * and to store.
 */
export function saveCursor(generation: number, cursor: Cursor): Write {
  const { seq, month, givenMinutes, recognisedMinutes, gave, spent, version } = cursor;
  const at = [seq, month, givenMinutes, recognisedMinutes, gave, spent].join(" ");
  const item = { ...cursorKey(generation, cursor.accountId), at, version };
  return version === 1 ? create(item) : replace(item);
}

export const cursorKeyOf = cursorKey;

/** Which part of a place's month is meant. */
export type BucketName = {
  readonly placeId: string;
  readonly month: string;
  readonly part: string;
};

const bucketKey = (generation: number, { placeId, month, part }: BucketName): Key => ({
  pk: bucketPk(generation, placeId),
  sk: `${month}#${part}`,
});

export async function findBucket(
  table: Table,
  generation: number,
  name: BucketName,
): Promise<Kept> {
  const item = await table.get(bucketKey(generation, name));
  return item ? (Bucket.parse(item) as Kept) : { sums: {}, most: {}, byCategory: {}, version: 0 };
}

export function saveBucket(generation: number, name: BucketName, bucket: Kept): Write {
  const item: Item & { readonly version: number } = { ...bucketKey(generation, name), ...bucket };
  return bucket.version === 1 ? create(item) : replace(item);
}

/** What a place came to in these months, part by part, with the month of each. */
export async function bucketsOf(
  table: Table,
  generation: number,
  span: { readonly placeId: string; readonly from?: string; readonly to: string },
): Promise<readonly { readonly month: string; readonly bucket: Kept }[]> {
  const items = await table.walk({
    pk: bucketPk(generation, span.placeId),
    ...(span.from === undefined ? {} : { from: `${span.from}#` }),
    to: `${span.to}#~`,
    limit: mostBuckets,
    mayLag: true,
  });
  return items.map((item) => ({ month: item.sk.slice(0, 7), bucket: Bucket.parse(item) as Kept }));
}

/** The items of a place's counters, to be taken away: some at a time. */
export const bucketItems = (
  table: Table,
  generation: number,
  placeId: string,
): Promise<readonly Item[]> => table.walk({ pk: bucketPk(generation, placeId), limit: 90 });
